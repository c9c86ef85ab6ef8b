"""A campaign plays its plan to the end: days pass at rest, faults are kept, and nothing waits without a bound."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.drive import campaign as playing
from orderproof.drive import quiet
from orderproof.drive.campaign import Campaign, Plan, open_business, record, run
from orderproof.drive.quiet import quiesce
from orderproof.errors import OwnFault
from orderproof.journeys.stage import StoryStoppedError
from orderproof.model.commands import Outcome
from orderproof.model.ledgers.journey import Statuses
from tests.drive.made import MadePlay, made_play, wish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from orderproof.journeys.stage import Stage

DAY = 86_400
FAST = 100_000


@pytest.fixture
def made(tmp_path: Path) -> Iterator[MadePlay]:
    with made_play(tmp_path) as opened:
        yield opened


async def plain(stage: Stage) -> None:
    await stage.perform(wish("place", order_id=f"o-{stage.index}"))
    await stage.wait(3 * DAY)
    await stage.perform(wish("look", order_id=f"o-{stage.index}"))


def played(made: MadePlay, plan: Plan | None = None, **journeys: Any) -> Campaign:
    told = journeys or {"plain": plain}
    plan = plan or Plan(orders=6, rate=FAST, days=2, weights=dict.fromkeys(told, 1))
    return asyncio.run(run(made.play, plan, told, lambda _what, _done, _of: None))


def test_every_story_is_told_to_its_end(made: MadePlay) -> None:
    campaign = played(made)
    assert (campaign.arrivals, campaign.told, campaign.stopped, campaign.faults) == (6, 6, [], [])
    for verb in ("place", "look"):
        assert sorted(row.order_id for row in made.rows(verb=verb)) == [f"o-{index}" for index in range(6)]
    assert [each.verb for each in campaign.latencies] == ["look", "place"]


def test_a_story_goes_on_only_after_the_days_that_it_waits(made: MadePlay) -> None:
    played(made)
    placed = {row.order_id: row.invoked_at for row in made.rows(verb="place")}
    looked = {row.order_id: row.invoked_at for row in made.rows(verb="look")}
    assert {looked[each] - at >= timedelta(days=3) for each, at in placed.items()} == {True}


def test_a_single_customer_who_waits_for_weeks_is_waited_for(made: MadePlay) -> None:
    async def patient(stage: Stage) -> None:
        await stage.wait(30 * DAY)

    assert played(made, Plan(orders=1, rate=FAST, days=1, weights={"patient": 1}), patient=patient).told == 1


def test_customers_of_the_second_day_come_a_business_day_later(made: MadePlay) -> None:
    played(made)
    days = [row.invoked_at for row in sorted(made.rows(verb="place"), key=lambda row: row.invoked_at)]
    assert days[2] - days[0] < timedelta(hours=1)
    assert days[3] - days[2] >= timedelta(hours=23)


def test_every_jump_is_recorded_and_is_a_day_at_the_most(made: MadePlay) -> None:
    campaign = played(made)
    jumps = made.rows(verb="jump")
    lengths = [
        datetime.fromisoformat(row.arguments["to"]) - datetime.fromisoformat(row.arguments["from"]) for row in jumps
    ]
    assert len(jumps) == campaign.jumps > 8
    assert timedelta(0) < min(lengths)
    assert max(lengths) <= timedelta(days=1)
    assert campaign.business_days >= 9


def test_system_and_world_are_told_of_every_jump(made: MadePlay) -> None:
    campaign = played(made)
    assert made.system.offsets == made.world.offsets
    assert len(made.system.offsets) == campaign.jumps
    assert all(earlier < later for earlier, later in pairwise(made.system.offsets))


def test_business_goes_on_after_the_last_story_and_is_then_read_back(made: MadePlay) -> None:
    before = made.clock.now()
    played(made, Plan(orders=0, rate=FAST, weights={"plain": 1}))
    assert made.clock.now() - before >= playing.EPILOGUE
    assert made.system.observed[-2:] == ["journal", "stock"]


def test_a_story_that_stops_and_one_that_fails_are_kept_apart(made: MadePlay) -> None:
    async def stopped(stage: Stage) -> None:
        raise StoryStoppedError(f"nothing for {stage.index}")

    async def broken(stage: Stage) -> None:
        await stage.perform(wish())
        raise ZeroDivisionError("ours")

    weights = {"broken": 1, "plain": 1, "stopped": 1}
    campaign = played(
        made, Plan(orders=12, rate=FAST, days=2, weights=weights), broken=broken, plain=plain, stopped=stopped
    )
    assert campaign.told + len(campaign.stopped) + len(campaign.faults) == 12
    assert {each.partition(" nothing")[0] for each in campaign.stopped} == {"stopped:"}
    assert {each.split(" ", 2)[2] for each in campaign.faults} == {"ZeroDivisionError: ours"}
    assert campaign.told > 0


def test_an_answer_that_never_came_does_not_end_the_campaign(made: MadePlay) -> None:
    def fail(_asked: object) -> Outcome:
        raise ConnectionResetError

    made.system.answers["place"] = fail
    assert played(made).told == 6
    assert {row.outcome for row in made.rows(verb="place")} == {"unknown"}


def test_an_interruption_kills_the_system_and_starts_it_again(made: MadePlay) -> None:
    async def slow(stage: Stage) -> None:
        await stage.pause(60)

    plan = Plan(orders=2, rate=FAST, days=1, weights={"slow": 1}, interruptions=(0.02, 0.0))
    campaign = played(made, plan, slow=slow)
    assert made.system.lives == ["kill", "restart"] * 2
    assert campaign.interruptions == 2
    assert (made.play.kills, made.play.is_down) == (2, False)


def test_what_nobody_answered_because_of_an_interruption_says_so(made: MadePlay) -> None:
    """What was asked before it, and broke off, and what was asked while the system was being started again."""
    asked_while_down = asyncio.Event()

    async def restart() -> None:
        await asked_while_down.wait()

    def fail(_asked: object) -> Outcome:
        raise ConnectionResetError

    async def three(stage: Stage) -> None:
        await stage.perform(wish())
        await stage.perform(wish())
        asked_while_down.set()
        while made.play.is_down:
            await stage.pause(1)
        await stage.perform(wish())

    made.system.answers["place"] = fail
    made.system.seconds = 0.04
    made.system.restart = restart  # type: ignore[method-assign]
    played(made, Plan(orders=1, rate=FAST, days=1, weights={"three": 1}, interruptions=(0.02,)), three=three)
    told = [row.native_status for row in sorted(made.rows(verb="place"), key=lambda row: row.invoked_at)]
    assert told == ["killed", "killed", "ConnectionResetError"]


def test_a_system_that_is_just_being_started_is_asked_again(made: MadePlay) -> None:
    made.system.deaf = 2
    row = Statuses(
        source="shop", row_id="s1", occurred_at=made.clock.now(), object_type="order", object_id="o", order_id="o"
    )
    made.system.rows["journal"] = [row]
    asyncio.run(record(made.play, "journal"))
    assert [each.row_id for each in made.rows("statuses")] == ["s1"]


def test_customers_can_come_for_a_time(made: MadePlay) -> None:
    campaign = played(made, Plan(for_seconds=1, rate=30, days=30, weights={"plain": 1}))
    assert campaign.arrivals == campaign.told == 30


@pytest.mark.parametrize("busy", ["system", "world"])
def test_what_never_comes_to_rest_is_our_own_fault(made: MadePlay, monkeypatch: pytest.MonkeyPatch, busy: str) -> None:
    monkeypatch.setattr(quiet, "QUIET_SECONDS_MAX", 0.05)
    getattr(made, busy).left = 3
    with pytest.raises(OwnFault, match="3 things are left to do"):
        asyncio.run(quiesce(made.play))


def test_rest_has_to_be_seen_twice_in_a_row(made: MadePlay, monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter([0, 1, 0, 0, 99])
    asked = []

    async def pending() -> int:
        asked.append(next(left))
        return asked[-1]

    monkeypatch.setattr(made.system, "pending", pending)
    asyncio.run(quiesce(made.play))
    assert asked == [0, 1, 0, 0]


def test_who_has_less_to_do_each_time_is_slow_and_not_stuck(made: MadePlay, monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter([5, 4, 3, 2, 1, 0, 0])

    async def pending() -> int:
        await asyncio.sleep(0.04)
        return next(left)

    monkeypatch.setattr(quiet, "QUIET_SECONDS_MAX", 0.1)
    monkeypatch.setattr(made.system, "pending", pending)
    asyncio.run(quiesce(made.play))
    assert next(left, None) is None


def test_a_system_that_is_down_for_a_moment_is_waited_for(made: MadePlay) -> None:
    made.system.deaf = 2
    asyncio.run(quiesce(made.play))
    assert made.system.deaf == 0


def test_a_story_that_does_not_rest_is_our_own_fault(made: MadePlay, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []

    async def endless(_stage: Stage) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    monkeypatch.setattr(playing, "WAVE_SECONDS_MAX", 0.05)
    with pytest.raises(OwnFault, match="without a rest"):
        played(made, Plan(orders=1, rate=FAST, days=1, weights={"endless": 1}), endless=endless)
    assert ended == [True]


def test_stories_that_wait_without_an_end_are_our_own_fault(made: MadePlay, monkeypatch: pytest.MonkeyPatch) -> None:
    async def endless(stage: Stage) -> None:
        while True:
            await stage.wait(DAY)

    monkeypatch.setattr(playing, "JUMPS_MAX", 12)
    with pytest.raises(OwnFault, match="more than 12 times"):
        played(made, Plan(orders=1, rate=FAST, days=1, weights={"endless": 1}), endless=endless)


def test_business_opens_with_what_the_world_does_first(made: MadePlay) -> None:
    asyncio.run(open_business(made.play, [wish("receive_stock")]))
    assert [each.verb for each in made.world.asked] == ["receive_stock"]
    assert made.system.observed == ["catalogue"]


def test_an_opening_that_is_refused_is_our_own_fault(made: MadePlay) -> None:
    made.world.answers["receive_stock"] = lambda _asked: Outcome(state="refused", native_status="422")
    with pytest.raises(OwnFault, match="ended refused"):
        asyncio.run(open_business(made.play, [wish("receive_stock")]))
