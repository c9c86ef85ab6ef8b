"""The embedded order system: a process of its own that knows nothing of who tests it."""
