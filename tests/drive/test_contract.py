"""The contract suite passes an honest system, and accuses one that says yes to everything and one for every lie."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from orderproof.drive.bench import Bench, Check, UnmetError
from orderproof.drive.contract import CHECKS
from orderproof.journeys.stage import StoryStoppedError
from orderproof.model.profile import Profile
from tests.drive.honest import honest_play
from tests.drive.made import play_in

if TYPE_CHECKING:
    from pathlib import Path

NAMED = {each.name: each for each in CHECKS}
CLAIMS = Profile(commands=("place", "look", "cancel"))
LIES = {
    "forgets keys": "one key, one order",
    "ignores bodies": "a key is for one thing",
    "shows strangers": "orders are their customer's",
    "oversells": "what is sold out is refused, and keeps nothing",
    "keeps refused": "what is sold out is refused, and keeps nothing",
    "takes declined": "a declined card is refused, the cart stays",
    "tells twice": "the journal is whole, told once, and names nobody",
    "names people": "the journal is whole, told once, and names nobody",
    "looks without time": "a look says when it was true",
    "wall clock": "business time is obeyed",
    "keeps cancelled": "cancelling lets go of goods",
    "one currency": "two channels, two currencies",
    "ships from berlin": "two places",
    "untold taxes": "taxes are told",
    "untold offers": "offers are told",
    "coupon for nothing": "offers are told",
    "answers the impatient": "what is not answered is unknown",
    "places again": "what is not answered is unknown",
    "answers when dead": "what is not answered is unknown",
    "forgets when killed": "a killed system comes back whole",
    "is mute when restarted": "a killed system comes back whole",
}
"""What the made shop does wrong -> the check that has to find it."""


def run(check: Check, folder: Path, lie: str | None = None, says_yes: tuple[str, ...] = ()) -> str | None:
    with honest_play(folder) as (play, shop):
        shop.lies = set() if lie is None else {lie}
        shop.only_says_yes = set(says_yes)
        return asyncio.run(check.run(Bench(play, CLAIMS)))


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: str(each.name))
def test_an_honest_system_keeps_every_promise(tmp_path: Path, check: Check) -> None:
    run(check, tmp_path)


@pytest.mark.parametrize("lie", LIES)
def test_a_system_that_tells_one_lie_fails_the_check_that_asks_for_it(tmp_path: Path, lie: str) -> None:
    with pytest.raises((UnmetError, StoryStoppedError)):
        run(NAMED[LIES[lie]], tmp_path, lie)


def test_a_system_that_only_says_yes_has_proven_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnmetError, match=r"2 of 3 proven; not proven: cancel \(the gateway's book has no void or"):
        run(NAMED["what it offers is proven"], tmp_path, says_yes=("cancel",))


def test_every_check_is_failed_by_one_lie_or_by_a_yes_without_a_deed() -> None:
    assert set(NAMED) - set(LIES.values()) == {"what it offers is proven"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: str(each.name))
def test_a_system_that_says_yes_to_everything_and_tells_nothing_fails(tmp_path: Path, check: Check) -> None:
    play, _, _ = play_in(tmp_path)
    with play.recorder, pytest.raises((UnmetError, KeyError)):
        asyncio.run(check.run(Bench(play, CLAIMS)))


def test_every_check_says_why_it_matters() -> None:
    assert len({each.name for each in CHECKS}) == len(CHECKS)
    assert all(len(each.why.split()) > 3 for each in CHECKS)
