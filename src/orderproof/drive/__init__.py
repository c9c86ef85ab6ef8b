"""How journeys are played against a system: schedule, clock, doors, witnesses, recording. Judges nothing."""
