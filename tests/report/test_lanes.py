"""Each row stands in the lane of what it is about, and says in few words what it tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from orderproof.history.notation import parse_story
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.report.lanes import HEADS, LANE_OF, LANES, SHOWN_MAX, Mark, cut, instant_of, mark_of

NOON = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so


def marks(story: str) -> list[Mark]:
    rows = parse_story(story, run="r", ends_at=NOON)
    return [
        mark_of(row.ledger, {each.name: getattr(row, each.name) for each in COLUMNS[row.ledger]}, "EUR") for row in rows
    ]


@pytest.mark.parametrize(
    ("step", "lane", "nature", "head"),
    [
        ("capture A 10.00", "money", "fact", "capture 10.00 EUR succeeded"),
        ("system: capture A 10.00", "money", "fact", "capture 10.00 EUR succeeded"),
        ("status A partially_shipped surface=list", "order", "claim", "order status partially shipped told on list"),
        ("reserve MUG@MAIN 2", "stock", "fact", "reserve 2 x MUG at MAIN"),
        ("hand_over A P1 1", "parcel", "fact", "handed over 1 of line 1 in parcel P1"),
        ("allocate A 2", "stock", "fact", "allocated 2 of line 1"),
        ("notice A confirmation", "message", "fact", "message sent confirmation"),
        ("ask cancel A", "asked", "asked", "cancel ok"),
        ("tax A 1.90 rate=190000 jurisdiction=DE", "order", "fact", "tax 1.90 EUR at 19 % to DE"),
    ],
)
def test_a_row_says_in_its_lane_what_it_tells(step: str, lane: str, nature: str, head: str) -> None:
    mark = marks(f"place A 2xMUG 10.00 EUR | {step}")[-1]
    assert (mark.lane, mark.nature, mark.head) == (lane, nature, head)


def test_what_the_head_does_not_say_follows_and_nothing_stands_twice() -> None:
    mark = marks("place A 1xMUG 10.00 EUR | notice A confirmation told.total=20.00 locale=de")[-1]
    assert "told.total 20.00" in mark.rest
    assert "locale de" in mark.rest
    assert not any(each.startswith(("template", "order_id", "event")) for each in mark.rest)


def test_a_row_that_may_not_have_happened_is_uncertain() -> None:
    assert [each.certain for each in marks("place A 1xMUG 10.00 EUR | capture? A 10.00")] == [True, True, False]


def test_every_ledger_has_a_head_and_a_lane_that_there_is() -> None:
    assert set(HEADS) == set(LEDGERS)
    assert set(LANE_OF) <= set(LEDGERS)
    assert set(LANE_OF.values()) <= set(LANES)


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_row_that_says_hardly_anything_is_told_all_the_same(ledger: str) -> None:
    bare: dict[str, Any] = {"source": "system", "certainty": "certain"}
    assert mark_of(ledger, bare, None).rest == ()


def test_a_long_text_is_cut_visibly() -> None:
    assert cut("x" * SHOWN_MAX) == "x" * SHOWN_MAX
    assert cut("x" * (SHOWN_MAX + 1)) == "x" * (SHOWN_MAX - 1) + "…"


def test_a_row_stands_where_it_happened_else_where_it_was_written() -> None:
    assert instant_of({"occurred_at": NOON, "recorded_at": None}) == NOON
    assert instant_of({"occurred_at": None, "recorded_at": NOON}) == NOON
    assert instant_of({"occurred_at": None}) is None
