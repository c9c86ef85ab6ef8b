"""Vendure as a system under test: how it is installed, booted, seeded, asked and read."""
