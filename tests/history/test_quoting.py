"""Words of a file stay words in a query, whatever is in them."""

from __future__ import annotations

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from orderproof.history.quoting import identifier, literal, literals

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20)
CON = duckdb.connect()


@given(WORDS)
def test_any_text_comes_back_from_a_query_as_it_was(text: str) -> None:
    assert CON.execute(f"select {literal(text)}").fetchone() == (text,)


@given(WORDS)
def test_any_name_can_name_a_column(name: str) -> None:
    assert CON.execute(f"select {identifier(name)} from (select 1 as {identifier(name)})").fetchone() == (1,)


def test_several_texts_are_quoted_one_by_one() -> None:
    assert literals(("EUR", "Brien's")) == "'EUR', 'Brien''s'"
