"""Object-centric event logs (OCEL 1.0 and 2.0): read as six plain tables, and written from histories."""
