"""How customers live their orders: one story a file, and the mixes that weigh them. Knows commands, not systems."""
