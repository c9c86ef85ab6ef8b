"""The way back: whatever rows there are, the story told of them reads as the same rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.history.notation import parse_story, render_story
from orderproof.history.notation.keys import is_money
from orderproof.history.notation.verbs import VERBS
from orderproof.model.ledgers import COLUMNS, LEDGERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.model.columns import Column
    from orderproof.model.ledgers.envelope import Row

NOW = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - times of ledgers are naive UTC
MORE = (
    "place? A 2xMUG 10.00 1xCAP 5.00 EUR channel=web | system: capture? A 20.00 @+2d | capture A 20.00 settles=s2",
    "ask? refund A amount=5.00 | read bob A | ship A 2:1 @+0s | gateway:adyen: void A payment= | edit A 1 -1 line=2",
    "capture A 10.00 USD | place A EUR | notice A shipped M1 told.total=20.00 @+1d2h3m4s5ms6us",
    'hold A reason="too late | really" | row holds order=A event=held id=own source=ledger.csv',
    "place A 1xMUG 3.000 KWD | docline D1 1 1 net=1.500 | invoice A D1 3.000 number=1",
    "commands.csv: hold A".replace("commands.csv:", "finance:"),
)


def again(rows: Sequence[Row]) -> list[Row]:
    """Tell rows and read them back."""
    ends_at = max(row.occurred_at for row in rows if row.occurred_at)
    return _sorted(parse_story(render_story(rows), run=rows[0].run, ends_at=ends_at))


def _sorted(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=repr)


@pytest.mark.parametrize("story", [*(verb.example for verb in VERBS if verb.name != "wait"), *MORE])
def test_a_story_that_was_read_is_told_so_that_it_reads_the_same(story: str) -> None:
    try:
        rows = parse_story(story, run="test", ends_at=NOW)
    except Exception:  # noqa: BLE001 - the two stories that need a line first
        rows = parse_story(f"place A 3xMUG 10.00 3xCAP 5.00 EUR | {story}", run="test", ends_at=NOW)
    assert _sorted(rows) == again(rows)


@pytest.mark.parametrize(
    "story",
    [
        "place A 2xMUG 10.00 EUR | authorize A 20.00 | capture A 20.00 | ship A 1 | capture? A 5.00",
        "place A 1xMUG 10.00 EUR channel=web | edit A 1 +1 | edit A +1xPEN 2.00 | system: capture A 10.00 @+2d",
        "adjust A 5.00 | adjust MUG@MAIN -1 @+0s | ask? capture A amount=5.00 | status A captured of=payment object=p1",
    ],
)
def test_a_usual_story_is_told_word_for_word(story: str) -> None:
    assert story == render_story(parse_story(story, run="test", ends_at=NOW))


def test_no_rows_are_no_story() -> None:
    assert render_story([]) == ""


WORDS = st.one_of(
    st.sampled_from(["A", "B", "p1", "MUG", "m1", "1", "2", "EUR", "", "a b", 'q"|@x', "k=v", "+1x", "s1", "x:", "é"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
INSTANTS = st.integers(0, 10**12).map(lambda micros: NOW + timedelta(microseconds=micros))
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD", "CLF"])


def values_of(column: Column) -> st.SearchStrategy[Any]:
    if column.name.endswith("currency"):
        return CURRENCIES
    if column.values:
        return st.sampled_from(column.values)
    plain: dict[str, st.SearchStrategy[Any]] = {
        "VARCHAR": WORDS,
        "BOOLEAN": st.booleans(),
        "TIMESTAMP": INSTANTS,
        "BIGINT": st.integers(0 if column.not_negative else -(10**6), 10**6 if is_money(column) else 10**9),
        "MAP(VARCHAR, VARCHAR)": st.dictionaries(WORDS, WORDS, min_size=1, max_size=3),
    }
    return plain[column.sql_type]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Draw a row of any ledger, with any column that may be absent absent or not."""
    ledger = draw(st.sampled_from(sorted(LEDGERS)))
    values: dict[str, Any] = {}
    for column in COLUMNS[ledger]:
        if column.name == "run":
            values["run"] = "test"
        elif column.required or column.name == "occurred_at" or draw(st.integers(0, 3)) == 0:
            values[column.name] = draw(values_of(column))
    return LEDGERS[ledger](**values)


@given(st.lists(rows(), min_size=1, max_size=6))
def test_any_rows_are_told_so_that_they_read_the_same(told: list[Row]) -> None:
    assert _sorted(told) == again(told)
