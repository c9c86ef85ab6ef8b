"""Every verb is proven by a fact that it left, and a yes without a deed proves nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.drive.bench import Bench, UnmetError
from orderproof.drive.proofs import PROOFS, proven, unproven_because
from orderproof.model.profile import Profile
from orderproof.model.words import VERBS
from tests.drive.honest import honest_play

if TYPE_CHECKING:
    from pathlib import Path

STATES: dict[str, Any] = {
    "statuses": {"order": {"placed": "placed", "modifying": "modifying"}},
    "transitions": {"order": {"placed": ("modifying",)}},
}


def reason(folder: Path, verb: str, only_says_yes: tuple[str, ...] = ()) -> str | None:
    with honest_play(folder) as (play, shop):
        shop.only_says_yes = set(only_says_yes)
        return asyncio.run(unproven_because(Bench(play, Profile(**STATES)), verb))


def claiming(folder: Path, commands: tuple[str, ...], only_says_yes: tuple[str, ...], absent: str | None = None) -> str:
    with honest_play(folder) as (play, shop):
        shop.only_says_yes = set(only_says_yes)
        shop.not_offered = absent
        return asyncio.run(proven(Bench(play, Profile(commands=commands, **STATES))))


def test_there_is_a_proof_for_every_verb_that_a_profile_can_claim() -> None:
    assert set(PROOFS) == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_what_was_done_is_proven(tmp_path: Path, verb: str) -> None:
    assert reason(tmp_path, verb) is None


@pytest.mark.parametrize("verb", VERBS)
def test_a_yes_without_a_deed_is_not_proven(tmp_path: Path, verb: str) -> None:
    assert reason(tmp_path, verb, (verb,)) is not None


def test_what_is_not_proven_is_said_though_four_in_five_are_enough(tmp_path: Path) -> None:
    told = claiming(tmp_path, ("place", "quote", "look", "cancel", "void"), ("void",))
    assert told == "4 of 5 proven; not proven: void (the gateway's book has no void)"


def test_less_than_four_in_five_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(UnmetError, match=r"3 of 4 proven; not proven: void"):
        claiming(tmp_path, ("place", "quote", "look", "void"), ("void",))


def test_a_claimed_verb_that_is_not_offered_fails_however_many_are_proven(tmp_path: Path) -> None:
    with pytest.raises(UnmetError, match="claimed, and not offered: void"):
        claiming(tmp_path, ("place", "quote", "look", "cancel", "capture", "void"), (), "void")


def test_a_system_that_claims_nothing_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnmetError, match="claims no commands"):
        claiming(tmp_path, (), ())
