"""The bench insists on how commands end, reads the journal on, and looks into the witnesses' books."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from orderproof.drive.bench import Bench, UnmetError, expect, insist, total_in
from orderproof.model.commands import Outcome
from tests.drive.honest import honest_play
from tests.drive.made import play_in

if TYPE_CHECKING:
    from pathlib import Path


def test_another_end_than_the_expected_one_is_told_with_both() -> None:
    with pytest.raises(UnmetError, match=r"expected refused not_found, got ok"):
        expect(Outcome(state="ok", native_status="200"), "refused", "not_found")


def test_a_refusal_in_no_common_word_is_unmet() -> None:
    with pytest.raises(UnmetError, match="no common word"):
        expect(Outcome(state="refused", refusal="nope"), "refused")


def test_what_is_not_there_is_unmet_with_what_is_so_instead() -> None:
    insist(["something"], "nothing")
    with pytest.raises(UnmetError, match="nothing"):
        insist([], "nothing")


def test_a_look_that_tells_no_total_is_unmet() -> None:
    with pytest.raises(UnmetError, match="no total"):
        total_in(Outcome(state="ok"))


def test_what_was_told_stays_told_and_is_found_by_its_values(tmp_path: Path) -> None:
    async def found(bench: Bench) -> tuple[list[list[str]], list[str | None]]:
        one, other = await bench.order(), await bench.order(channel="us")
        await bench.read_on()
        asked: list[dict[str, object]] = [{}, {"order_id": one.order_id}, {"currency": "USD"}, {"no_column": 1}]
        told = [[each.order_id for each in await bench.told("orders", **columns)] for columns in asked]
        return told, [one.order_id, other.order_id]

    with honest_play(tmp_path) as (play, _):
        told, (first, second) = asyncio.run(found(Bench(play)))
    assert told == [[first, second], [first], [second], []]


def test_the_gateways_book_says_what_was_authorized_for_whom(tmp_path: Path) -> None:
    with honest_play(tmp_path) as (play, _):
        bench = Bench(play)
        one, other = asyncio.run(bench.order({"MUG": 1})), asyncio.run(bench.order({"MUG": 2}))
        assert (bench.authorized(one), bench.authorized(other)) == (1290, 2090)
        assert bench.authorized(bench.customer()) == 0


def test_time_passes_for_the_system_and_for_the_world(tmp_path: Path) -> None:
    play, system, world = play_in(tmp_path)
    with play.recorder:
        asyncio.run(Bench(play).later(timedelta(hours=2)))
    assert system.offsets == world.offsets == [play.clock.offset_us]
    assert timedelta(hours=2).total_seconds() * 1e6 == pytest.approx(play.clock.offset_us, abs=1e6)
