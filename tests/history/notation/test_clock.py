"""Times in a story: the pace of its steps, waiting, and times that are values."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.errors import NotationError
from orderproof.history.notation.clock import read_duration, read_moment, write_distance, write_duration
from tests.history.notation.telling import DAY, HOUR, MINUTE, NOW, SECOND, rows_of, times_of


def test_steps_follow_each_other_by_a_minute() -> None:
    assert times_of("hold A | unhold A | hold A") == [NOW - 2 * MINUTE, NOW - MINUTE, NOW]


def test_a_step_may_say_how_long_after_the_step_before_it_happens() -> None:
    assert times_of("hold A | unhold A @+2d | hold A @+0s | unhold A") == [
        NOW - 2 * DAY - MINUTE,
        NOW - MINUTE,
        NOW - MINUTE,
        NOW,
    ]


def test_a_step_may_say_how_long_after_the_start_it_happens_and_a_story_ends_with_its_latest_step() -> None:
    assert times_of("hold A | unhold A @2d | hold A @1d2h | unhold A @-5m") == [
        NOW - 2 * DAY,
        NOW,
        NOW - DAY + 2 * HOUR,
        NOW - DAY + 2 * HOUR - 5 * MINUTE,
    ]


def test_waiting_puts_off_the_next_step_or_the_end() -> None:
    assert times_of("hold A | wait 3d | unhold A | wait 1h") == [NOW - 3 * DAY - MINUTE - HOUR, NOW - HOUR]


def test_a_time_as_a_value_counts_from_its_step_or_from_the_start() -> None:
    _, promise = rows_of("hold A | promise A ship_by=+2d deliver_by=2d observed=-5s")
    told = (promise.ship_by, promise.deliver_by, promise.observed_at)  # type: ignore[attr-defined]
    assert told == (NOW + 2 * DAY, NOW - MINUTE + 2 * DAY, NOW - 5 * SECOND)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90s", timedelta(seconds=90)),
        ("1d2h3m4s5ms6us", timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5, microseconds=6)),
        ("250ms", timedelta(milliseconds=250)),
        ("0s", timedelta(0)),
    ],
)
def test_a_duration_is_read_exactly(text: str, length: timedelta) -> None:
    assert read_duration(text, "here") == length


@pytest.mark.parametrize("text", ["", "3", "d", "3 d", "3x", "-3d", "3.5d", "3D"])
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(NotationError, match="is no duration"):
        read_duration(text, "here")


@given(st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_a_duration_that_is_written_reads_the_same(length: timedelta) -> None:
    assert read_duration(write_duration(length), "here") == length


@given(st.timedeltas(timedelta(days=-4000), timedelta(days=4000)))
def test_a_distance_that_is_written_reads_the_same(length: timedelta) -> None:
    assert read_moment(write_distance(length), "here").from_start(DAY) == DAY + length
