"""Words: each stands once, in one spelling, so that a typo can be told from a vocabulary."""

from __future__ import annotations

import re

import pytest

from orderproof.model import words

VOCABULARIES = {name: value for name, value in vars(words).items() if name.isupper()}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_no_word_of_a_vocabulary_stands_twice(name: str) -> None:
    assert len(set(VOCABULARIES[name])) == len(VOCABULARIES[name])


@pytest.mark.parametrize("name", VOCABULARIES)
def test_words_are_spelt_in_lower_case_with_underscores(name: str) -> None:
    spelling = {
        "SEVERITIES": r"S[1-4]", "HANDOFFS": r"[a-z]+>[a-z]+", "DOCUMENT_STANDARDS": r"[a-z]+[0-9]*(_[a-z]+)*",
    }.get(name, r"[a-z]+(_[a-z]+)*")  # fmt: skip
    assert [word for word in VOCABULARIES[name] if not re.fullmatch(spelling, word)] == []
