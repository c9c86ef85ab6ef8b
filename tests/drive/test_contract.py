"""The contract suite accuses a system that keeps no promise, and says of every check why it matters."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from orderproof.drive.bench import Bench, Check, UnmetError, expect
from orderproof.drive.contract import CHECKS
from orderproof.model.commands import Outcome
from tests.drive.made import play_in

if TYPE_CHECKING:
    from pathlib import Path


KEPT_BY_SAYING_YES = {"one key, one order", "cancelling lets go of goods", "a killed system comes back whole"}
"""To whom everything is one order and nothing is ever kept, these promises are easy."""


@pytest.mark.parametrize(
    "check", [each for each in CHECKS if each.name not in KEPT_BY_SAYING_YES], ids=lambda each: str(each.name)
)
def test_a_system_that_says_yes_to_everything_and_tells_nothing_fails(tmp_path: Path, check: Check) -> None:
    play, _, _ = play_in(tmp_path)
    with pytest.raises((UnmetError, KeyError)):
        asyncio.run(check.run(Bench(play)))
    play.recorder.close()


def test_every_check_says_why_it_matters() -> None:
    assert len({each.name for each in CHECKS}) == len(CHECKS)
    assert all(len(each.why.split()) > 3 for each in CHECKS)


def test_another_end_than_the_expected_one_is_told_with_both() -> None:
    with pytest.raises(UnmetError, match=r"expected refused not_found, got ok"):
        expect(Outcome(state="ok", native_status="200"), "refused", "not_found")


def test_a_refusal_in_no_common_word_is_unmet() -> None:
    with pytest.raises(UnmetError, match="no common word"):
        expect(Outcome(state="refused", refusal="nope"), "refused")
