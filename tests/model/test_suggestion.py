"""Whoever mistypes a word is told the nearest one, and what is allowed."""

from __future__ import annotations

from orderproof.model.suggestion import allowed_instead


def test_the_nearest_word_comes_first_whatever_its_case() -> None:
    assert allowed_instead("CAPTRUE", ("authorize", "capture")) == "Did you mean capture? Allowed: authorize, capture."


def test_nothing_near_gives_only_what_is_allowed() -> None:
    assert allowed_instead("xyz", ("authorize", "capture")) == "Allowed: authorize, capture."


def test_a_long_vocabulary_is_cut_and_the_cut_is_said() -> None:
    assert allowed_instead("?", [f"w{n}" for n in range(20)]).endswith("w11 and 8 more.")
