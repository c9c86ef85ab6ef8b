"""Hunting, by playing and judging again and again; so far known bugs, each with a version that is cured of it."""
