"""Histories as one-line stories: `place A 2xMUG 10.00 EUR | capture A 20.00 | ship A 1` (docs/notation.md)."""

from orderproof.history.notation.render import render_story
from orderproof.history.notation.story import parse_story

__all__ = ["parse_story", "render_story"]
