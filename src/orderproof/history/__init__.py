"""What is kept of what happened: recorded, stored, read from other shapes, and told in one line. Judges nothing."""
