"""The rulebook: one file per rule, one per view, and the small language they are written in."""
