"""Stories taken apart: what stands between the bars, and what quotes keep together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.history.notation.steps import quote, split_story, unquote


def test_a_step_is_a_source_a_verb_words_keys_and_a_time_in_any_order_after_the_verb() -> None:
    (step,) = split_story("gateway:adyen: capture? @+2d key=k1 A 20.00 payment=")
    assert (step.source, step.verb.name, step.possible) == ("gateway:adyen", "capture", True)
    assert (step.words, step.keys) == (("A", "20.00"), {"key": "k1", "payment": None})


def test_quotes_keep_bars_blanks_and_signs_together() -> None:
    first, second = split_story(r'hold "A B" reason="too late | \"really\" @now" | unhold "a=b"')
    assert (first.words, first.keys) == (("A B",), {"reason": 'too late | "really" @now'})
    assert second.words == ("a=b",)


def test_an_entry_of_a_map_may_have_any_name() -> None:
    (step,) = split_story('notice A shipped told.total=1 told."date of arrival"=2 told."a.b"=3')
    assert step.keys == {"told.total": "1", "told.date of arrival": "2", "told.a.b": "3"}


def test_steps_are_numbered_and_named_as_written() -> None:
    assert [step.where for step in split_story("hold A |  unhold   A ")] == ["step 1 `hold A`", "step 2 `unhold   A`"]


@pytest.mark.parametrize(
    ("word", "written"), [("MUG@MAIN", "MUG@MAIN"), ("a b", '"a b"'), ("", '""'), ("k=v", '"k=v"')]
)
def test_a_word_is_quoted_only_where_it_must_be(word: str, written: str) -> None:
    assert quote(word) == written


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_word_that_is_quoted_reads_the_same(word: str) -> None:
    assert unquote(quote(word), "here") == word
    assert split_story(f"hold {quote(word)} reason={quote(word)}")[0].words == (word,)
