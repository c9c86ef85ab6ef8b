"""Stories rest until business time has come so far, and wake in the order of their moments."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from orderproof.drive.play import _full
from tests.drive.made import MadePlay, made_play

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime.fromisoformat("2026-01-05T12:07:31.500000")
HOUR, DAY = 3600, 86_400


@pytest.fixture
def made(tmp_path: Path) -> Iterator[MadePlay]:
    with made_play(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(60, "12:08:00"), (HOUR - 1, "12:08:00"), (HOUR, "12:15:00"), (DAY - 1, "12:15:00"), (DAY, "13:00:00")],
)
def test_a_moment_is_rounded_up_to_the_next_full_mark(seconds: int, expected: str) -> None:
    assert _full(NOON, seconds) == datetime.fromisoformat(f"2026-01-05T{expected}")


def test_a_full_mark_lies_always_ahead() -> None:
    noon = datetime.fromisoformat("2026-01-05T12:00:00")
    assert _full(noon, DAY) == noon + timedelta(hours=1)


def test_stories_wake_in_the_order_of_their_moments(made: MadePlay) -> None:
    play, woken = made.play, []

    async def story(name: str, seconds: int) -> None:
        await play.rest(seconds)
        woken.append(name)
        play.settle()

    async def run() -> list[list[str]]:
        waits = {"late": 3 * DAY, "soon": DAY, "next": 2 * DAY, "soon too": DAY}
        play.wake(len(waits))
        stories = [asyncio.create_task(story(name, seconds)) for name, seconds in waits.items()]
        seen = []
        while await play.at_rest(5) and (moment := play.next_wake()) is not None:
            assert not play.wake_due()
            made.clock.jump(moment)
            assert play.wake_due()
            assert await play.at_rest(5)
            seen.append(list(woken))
        await asyncio.gather(*stories)
        return seen

    soon = ["soon", "soon too"]
    assert asyncio.run(run()) == [soon, [*soon, "next"], [*soon, "next", "late"]]


def test_a_story_that_is_awake_keeps_the_play_from_resting(made: MadePlay) -> None:
    async def run() -> tuple[bool, bool, bool]:
        before = await made.play.at_rest(0.01)
        made.play.wake(2)
        made.play.settle()
        during = await made.play.at_rest(0.01)
        made.play.settle()
        return before, during, await made.play.at_rest(0.01)

    assert asyncio.run(run()) == (True, False, True)


def test_commands_are_named_one_by_one(made: MadePlay) -> None:
    assert [made.play.next_command() for _ in range(3)] == ["c1", "c2", "c3"]


def test_nobody_rests_in_a_play_that_has_just_begun(made: MadePlay) -> None:
    assert made.play.next_wake() is None
    assert not made.play.wake_due()
