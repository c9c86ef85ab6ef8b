"""Did you mean: the sentence that helps whoever mistyped a word of a closed vocabulary."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN_MAX = 12
"""Longer vocabularies are cut, and the cut is said."""


def allowed_instead(word: str, allowed: Iterable[str]) -> str:
    """Say what is allowed in place of `word`: the nearest spelling first, then the vocabulary in its own order."""
    words = tuple(allowed)
    near = get_close_matches(word.lower(), [each.lower() for each in words], n=1)
    meant = [each for each in words if near and each.lower() == near[0]]
    shown = ", ".join(words[:SHOWN_MAX]) + (f" and {len(words) - SHOWN_MAX} more" if len(words) > SHOWN_MAX else "")
    return (f"Did you mean {meant[0]}? " if meant else "") + f"Allowed: {shown}."
