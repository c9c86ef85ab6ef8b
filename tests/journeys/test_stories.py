"""Every story in the folder: short, told in the trade's verbs, and with an end on a system that says yes."""

from __future__ import annotations

import asyncio
import inspect
from datetime import timedelta
from pathlib import Path

import pytest

from orderproof.journeys.mix import DEFAULT_MIX, HERE, journey_names, journeys, read_mix
from orderproof.journeys.stage import StoryStoppedError
from orderproof.model.commands import Outcome
from tests.journeys.told import ToldStage

LINES_MAX = 150
SHOP_VERBS = {
    "cart_add", "add_coupon", "set_address", "quote", "place", "pay", "look", "cancel", "cancel_line", "edit",
    "create_return",
}  # fmt: skip
STAFF_VERBS = {"release", "capture", "void", "refund", "recall", "cancel_only", "set_currency"}
WORLD_VERBS = {"releases", "ship", "scan", "receive_stock", "receive_return", "inspect_return"}


@pytest.mark.parametrize("name", journey_names())
@pytest.mark.parametrize("index", range(12))
def test_a_story_comes_to_its_end_in_known_verbs(name: str, index: int) -> None:
    stage = ToldStage(index)
    asyncio.run(_told(name, stage))
    assert set(stage.verbs()) <= SHOP_VERBS | STAFF_VERBS | WORLD_VERBS
    assert "place" in stage.verbs()


@pytest.mark.parametrize("name", journey_names())
def test_a_story_lives_until_the_goods_cannot_come_back_any_more(name: str) -> None:
    stage = ToldStage()
    asyncio.run(_told(name, stage))
    assert timedelta(days=14) < stage.passed < timedelta(days=40)


@pytest.mark.parametrize("name", journey_names())
def test_everything_that_changes_an_order_is_asked_for_under_a_key(name: str) -> None:
    stage = ToldStage(3)
    asyncio.run(_told(name, stage))
    changes = [each for each in stage.asked if each.verb in {"place", "cancel", "cancel_line", "edit", "create_return"}]
    assert [each.verb for each in changes if not each.key] == []


@pytest.mark.parametrize("name", journey_names())
def test_the_same_arrival_lives_the_same_story_again(name: str) -> None:
    first, second = ToldStage(7), ToldStage(7)
    asyncio.run(_told(name, first))
    asyncio.run(_told(name, second))
    assert first.asked == second.asked


@pytest.mark.parametrize("name", sorted(set(journey_names()) - {"last-unit-by-many"}))
def test_a_refused_order_ends_its_story(name: str) -> None:
    refused = Outcome(state="refused", refusal="out_of_stock")
    stage = ToldStage(answers={"place": [refused] * 20})
    with pytest.raises(StoryStoppedError, match="out_of_stock"):
        asyncio.run(_told(name, stage))


@pytest.mark.parametrize("name", journey_names())
def test_a_story_is_short_and_says_what_the_customer_is_owed(name: str) -> None:
    told = journeys()[name]
    text = Path(inspect.getfile(told)).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES_MAX
    assert "What they are owed:" in text


def test_the_default_mix_tells_the_stories_that_any_shop_should_live() -> None:
    assert len(read_mix(DEFAULT_MIX).weights) == 10
    assert set(read_mix(DEFAULT_MIX).weights) <= set(journey_names())


def test_every_mix_can_be_read() -> None:
    mixes = sorted(HERE.glob("mixes/*.toml"))
    assert [each.stem for each in mixes] == ["everyday", "two-at-once"]
    assert [bool(read_mix(each).weights) for each in mixes] == [True, True]


async def _told(name: str, stage: ToldStage) -> None:
    await journeys()[name](stage)
