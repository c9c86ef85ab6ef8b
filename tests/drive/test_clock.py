"""Business time moves with the wall, jumps forward when it is told to, and never back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from orderproof.drive.clock import BusinessClock


def ahead(clock: BusinessClock) -> timedelta:
    """Tell how far business time is ahead of the wall, to the second."""
    return timedelta(seconds=round((clock.now() - datetime.now(UTC).replace(tzinfo=None)).total_seconds()))


def test_business_time_starts_with_the_wall() -> None:
    assert ahead(BusinessClock()) == timedelta(0)


def test_a_jump_moves_business_time_to_the_instant_and_says_how_far_ahead_it_is() -> None:
    clock = BusinessClock()
    to = clock.now() + timedelta(days=3)
    offset_us = clock.jump(to)
    assert ahead(clock) == timedelta(days=3)
    assert offset_us == clock.offset_us
    assert clock.now() >= to


def test_a_jump_to_an_instant_that_is_reached_moves_nothing() -> None:
    clock = BusinessClock()
    there = clock.jump(clock.now() + timedelta(days=1))
    assert clock.jump(clock.now() - timedelta(days=9)) == there
    assert ahead(clock) == timedelta(days=1)
