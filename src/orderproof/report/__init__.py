"""What an audit says, in files for machines, in a page for people and on a terminal. Judges nothing."""
