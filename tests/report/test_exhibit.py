"""The rows of a finding are set in time order, commands from the asking to the answer, and what is cut is said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from orderproof.audit.evidence import ROWS_MAX
from orderproof.history.notation import parse_story
from orderproof.model.ledgers import COLUMNS
from orderproof.report.exhibit import ROWS_FIRST, ROWS_LAST, elapsed, exhibit_of

NOON = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so
OVERTAKEN = "ask cancel A answered=+9s | cancel A 1 @+3s | ask? capture A @+1d"


def rows_of(story: str) -> list[tuple[str, dict[str, Any]]]:
    rows = parse_story(story, run="r", ends_at=NOON)
    return [(row.ledger, {each.name: getattr(row, each.name) for each in COLUMNS[row.ledger]}) for row in rows]


def told(story: str) -> list[tuple[str, str, str]]:
    return [(each.mark.head, each.said, each.bar) for each in exhibit_of(rows_of(story)).moments]


def test_rows_stand_in_time_order_however_they_came() -> None:
    rows = rows_of("place A 1xMUG 10.00 EUR | capture A 10.00 | notice A confirmation")
    assert exhibit_of(rows[::-1]) == exhibit_of(rows)
    assert [each.mark.ledger for each in exhibit_of(rows).moments] == ["orders", "lines", "payments", "notices"]


def test_what_was_asked_stands_before_what_came_of_it_in_the_same_instant() -> None:
    heads = [head for head, _, _ in told("place A 1xMUG 10.00 EUR | ask place A answered=+0s @+0s")]
    assert heads[0] == "place ok"


def test_a_call_that_others_fell_into_is_told_when_asked_and_when_answered() -> None:
    assert told(OVERTAKEN)[:3] == [
        ("cancel", "asked", "begins"),
        ("cancelled 1 of line 1", "", "runs"),
        ("cancel ok", "answered", "ends"),
    ]


def test_a_call_that_nothing_fell_into_is_told_once_with_how_long_it_took() -> None:
    assert told("ask cancel A answered=+2s | wait 1d") == [("cancel ok", "answered after 2 s", "")]


def test_a_call_without_an_answer_says_so() -> None:
    assert told(OVERTAKEN)[-1] == ("capture unknown", "asked, never answered", "")


def test_a_new_day_is_said_once_and_so_is_how_long_it_took() -> None:
    moments = exhibit_of(rows_of("place A 1xMUG 10.00 EUR | capture A 10.00 @+1d | notice A confirmation @+0s")).moments
    assert [(each.day, each.after) for each in moments] == [
        ("Mon 2026-06-29", ""),
        ("", ""),
        ("Tue 2026-06-30", "1 d"),
        ("", ""),
    ]


def test_a_long_history_shows_its_beginning_and_its_end_and_says_what_is_between() -> None:
    story = " | ".join(f"notice A confirmation <{number}@x>" for number in range(ROWS_MAX))
    exhibit = exhibit_of(rows_of(story))
    assert (exhibit.rows, exhibit.left_out, exhibit.more) == (ROWS_MAX, ROWS_MAX - ROWS_FIRST - ROWS_LAST, True)
    assert (len(exhibit.moments), exhibit.cut_before) == (ROWS_FIRST + ROWS_LAST, ROWS_FIRST)
    assert len(exhibit.story) == ROWS_FIRST + ROWS_LAST


def test_the_story_reads_back_as_the_same_rows() -> None:
    rows = rows_of("place A 1xMUG 10.00 EUR | capture? A 10.00 | refund A 5.00")
    read = parse_story(" | ".join(exhibit_of(rows).story), run="r", ends_at=NOON)
    assert sorted(row.row_id for row in read) == sorted(row["row_id"] for _, row in rows)


def test_rows_that_the_notation_cannot_say_still_have_their_timeline() -> None:
    (ledger, row), *_ = rows_of("capture A 10.00 currency=EUR")
    exhibit = exhibit_of([(ledger, {**row, "currency": "no money"})])
    assert (exhibit.story, len(exhibit.moments)) == ((), 1)


def test_a_row_without_any_time_stands_first() -> None:
    (ledger, row), *_ = rows_of("capture A 10.00 currency=EUR")
    untimed = {**row, "occurred_at": None, "row_id": "x"}
    assert [each.time for each in exhibit_of([(ledger, row), (ledger, untimed)]).moments] == ["no time", "12:00:00"]


def test_no_rows_make_an_empty_exhibit() -> None:
    assert exhibit_of([]).moments == ()


@pytest.mark.parametrize(
    ("span", "spelled"),
    [
        (timedelta(0), ""),
        (timedelta(milliseconds=35), "35 ms"),
        (timedelta(seconds=65), "1 min 5 s"),
        (timedelta(days=2, hours=3, minutes=4), "2 d 3 h"),
        (timedelta(hours=1, seconds=1), "1 h 1 s"),
    ],
)
def test_time_that_passed_is_spelled_in_its_two_largest_units(span: timedelta, spelled: str) -> None:
    assert elapsed(NOON, NOON + span) == spelled
