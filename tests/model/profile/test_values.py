"""Single values of a profile: times, durations and names, each either understood or refused."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.errors import ProfileError
from orderproof.model.profile.values import DURATION_MAX, Spot, duration, instant, rule_name, text

HERE = Spot("p.toml", "here")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2 hours", timedelta(hours=2)),
        ("1 minute 30 seconds", timedelta(seconds=90)),
        ("250 ms", timedelta(milliseconds=250)),
        ("10us", timedelta(microseconds=10)),
        ("1 day", timedelta(days=1)),
        ("2 weeks", timedelta(days=14)),
        ("36h", timedelta(hours=36)),
        ("5 min", timedelta(minutes=5)),
        ("0 s", timedelta(0)),
    ],
)
def test_a_duration_is_whole_numbers_with_units(written: str, expected: timedelta) -> None:
    assert duration(written, HERE) == expected


@given(st.integers(0, DURATION_MAX // timedelta(milliseconds=1)))
def test_every_duration_in_milliseconds_is_read_exactly(count: int) -> None:
    assert duration(f"{count} ms", HERE) == timedelta(milliseconds=count)


@pytest.mark.parametrize("written", ["36526 days", "1 day 36525 days", "9999999999999999 weeks", "100 years"])
def test_no_duration_is_longer_than_a_century(written: str) -> None:
    with pytest.raises(ProfileError):
        duration(written, HERE)


def test_a_time_with_an_offset_becomes_utc() -> None:
    zone = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 3, 1, 9, tzinfo=zone), HERE) == datetime(2026, 3, 1, 7)  # noqa: DTZ001 - naive UTC


def test_a_key_that_is_not_plain_is_told_in_quotes() -> None:
    assert HERE.under("gateway:*").under("skew").key == 'here."gateway:*".skew'
    assert Spot("p.toml").under("notices").nth(2).under("cause").key == "notices[2].cause"


def test_a_long_value_is_cut_in_the_sentence_about_it() -> None:
    with pytest.raises(ProfileError) as refused:
        text(["x" * 200], HERE)
    assert len(refused.value.what) < 80


@pytest.mark.parametrize("name", ["money/x", "story/notice-once", "evidence/a-1"])
def test_a_rule_is_named_by_its_pillar_and_its_file(name: str) -> None:
    assert rule_name(name, HERE) == name


@pytest.mark.parametrize("name", ["money", "money/", "money/X", "money/a_b", "money/a/b", "cash/x", "money/-a"])
def test_what_cannot_be_a_rule_is_refused_as_its_name(name: str) -> None:
    with pytest.raises(ProfileError, match="is not a rule's name"):
        rule_name(name, HERE)
