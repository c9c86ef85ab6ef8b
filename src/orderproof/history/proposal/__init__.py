"""A mapping for tables nobody has seen before, proposed by their names and values; a person finishes it."""
