"""The shop's business time: as far ahead of wall time as it was told, and written so that texts sort."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from orderproof.systems.shop.server.clock import Clock, later, read, told


def test_business_time_is_wall_time_and_what_it_was_told() -> None:
    before = datetime.now(UTC)
    now = Clock(offset_us=86_400_000_000, skew_us=-1_000_000).now()
    assert timedelta(0) <= now - before - timedelta(days=1, seconds=-1) < timedelta(minutes=1)


def test_an_instant_is_written_with_microseconds_and_read_back() -> None:
    instant = datetime(2026, 2, 3, 4, 5, 6, 7, UTC)
    assert told(instant) == "2026-02-03T04:05:06.000007Z"
    assert read(told(instant)) == instant


def test_days_later_may_be_next_year() -> None:
    assert later("2026-12-31T00:00:00.000000Z", 14) == "2027-01-14T00:00:00.000000Z"


def test_what_is_no_instant_is_not_read() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        read("tomorrow")
