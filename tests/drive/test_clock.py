"""Business time goes with the wall, and ahead of it by what it was moved."""

from __future__ import annotations

from datetime import timedelta

from orderproof.drive.clock import BusinessClock


def test_a_jump_moves_time_to_where_it_is_wanted() -> None:
    clock = BusinessClock()
    wanted = clock.now() + timedelta(days=3)
    offset_us = clock.jump(wanted)
    assert timedelta(0) <= clock.now() - wanted < timedelta(seconds=5)
    assert offset_us == clock.offset_us


def test_time_never_goes_back() -> None:
    clock = BusinessClock()
    clock.jump(clock.now() + timedelta(hours=1))
    before = clock.offset_us
    assert clock.jump(clock.now() - timedelta(days=1)) == before
