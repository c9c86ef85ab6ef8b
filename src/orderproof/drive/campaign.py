"""A campaign: customers come at a rate, live their stories, and days pass whenever everything is at rest."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from orderproof.drive.pacing import schedule
from orderproof.drive.quiet import quiesce
from orderproof.drive.stage import LiveStage, record_command
from orderproof.errors import OwnFault
from orderproof.journeys.stage import StoryStoppedError
from orderproof.model.commands import Command, Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from orderproof.drive.latency import VerbLatency
    from orderproof.drive.pacing import Arrival
    from orderproof.drive.play import Play
    from orderproof.journeys.stage import Stage

    Journey = Callable[[Stage], Awaitable[None]]
    Progress = Callable[[str, int, int], None]

DAY = timedelta(days=1)
JUMPS_MAX = 500
WAVE_SECONDS_MAX = 600
EPILOGUE = timedelta(days=6)
"""How long business goes on after the last story, so that what is owed by then has fallen due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be played: customers, their rate in a second, over how many business days they come, and why.

    `for_seconds` lets them come for a time instead of `orders`; `interruptions` are seconds of wall time, from the
    start on, at which the system is killed and started again. `turns` has the journeys come in turn, as named, instead
    of by lot.
    """

    orders: int = 200
    for_seconds: int | None = None
    rate: int = 40
    days: int = 5
    weights: Mapping[str, int]
    interruptions: Sequence[float] = ()
    turns: bool = False


@dataclass(slots=True)
class Campaign:
    """What became of it. `stopped` are stories that the system did not let go on, `faults` are our own.

    `left_out` counts the steps that the system does not offer, by their verbs.
    """

    arrivals: int = 0
    told: int = 0
    stopped: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    jumps: int = 0
    interruptions: int = 0
    wall_seconds: float = 0.0
    business_days: int = 0
    latencies: tuple[VerbLatency, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


async def run(play: Play, plan: Plan, journeys: Mapping[str, Journey], progress: Progress) -> Campaign:
    """Play a plan to its end: every story told or stopped, everything at rest, the system read back."""
    campaign = Campaign()
    started, began = time.monotonic(), play.clock.now()
    arrivals = _arrivals(play.seed, plan)
    campaign.arrivals = len(arrivals)
    killer = asyncio.create_task(_interrupt(play, plan.interruptions, campaign))
    stories: set[asyncio.Task[None]] = set()
    try:
        for day in range(max((each.day for each in arrivals), default=-1) + 1):
            await _pass_until(play, began + day * DAY, campaign)
            wave = [each for each in arrivals if each.day == day]
            await _wave(play, wave, journeys, campaign, stories)
            progress("playing", campaign.told + len(campaign.stopped), len(arrivals))
        await _pass_until(play, play.clock.now(), campaign)  # those who came last are at rest, too, or through
        while (wake := play.next_wake()) is not None:
            await _pass_until(play, wake, campaign)
            progress("playing", campaign.told + len(campaign.stopped), len(arrivals))
        await _pass_until(play, play.clock.now() + EPILOGUE, campaign)
    finally:
        for task in (killer, *stories):
            task.cancel()
        await asyncio.gather(killer, *stories, return_exceptions=True)
    await quiesce(play)
    await record(play, "journal", "stock")
    campaign.wall_seconds = time.monotonic() - started
    campaign.business_days = (play.clock.now() - began).days
    campaign.latencies = play.latencies.by_verb()
    campaign.left_out = dict(sorted(play.left_out.items()))
    return campaign


async def open_business(play: Play, opening: Sequence[Command]) -> None:
    """Do what the world does before the first customer comes; OwnFault where it is refused."""
    for command in opening:
        outcome = await play.world.perform(command)
        if not outcome.is_ok:
            raise OwnFault(f"{command.verb} before the start ended {outcome.state} ({outcome.native_status})")
    await quiesce(play)
    await record(play, "catalogue")


async def record(play: Play, *subjects: str) -> None:
    """Observe the system and record what it claims; asked again while it is being started anew."""
    for subject in subjects:
        for attempt in range(50):
            try:
                rows = await play.system.observe(subject)
            except Exception:  # the last try tells what is wrong
                if attempt == 49:  # noqa: PLR2004
                    raise
                await asyncio.sleep(0.2)
                continue
            for row in rows:
                play.recorder.append(row)
            break


async def jump(play: Play, to: datetime, campaign: Campaign) -> None:
    """Move business time on for everybody, and record that it did."""
    before = play.clock.now()
    offset_us = play.clock.jump(to)
    await _tell_time(play, offset_us)
    moved = Command(verb="jump", client="driver", arguments={"from": before.isoformat(), "to": to.isoformat()})
    after = play.clock.now()
    record_command(play, moved, Outcome(state="ok"), after, after)
    campaign.jumps += 1
    if campaign.jumps > JUMPS_MAX:
        raise OwnFault(f"business time was moved on more than {JUMPS_MAX} times: some story waits without an end")


async def _tell_time(play: Play, offset_us: int) -> None:
    for attempt in range(50):
        try:
            await play.system.set_clock(offset_us)
            break
        except Exception:  # the last try tells what is wrong
            if attempt == 49:  # noqa: PLR2004
                raise
            await asyncio.sleep(0.2)
    await play.world.set_clock(offset_us)


async def _pass_until(play: Play, moment: datetime, campaign: Campaign) -> None:
    """Let time pass until a moment, a day at a time or to the next story that waits for less; wake who is due."""
    while True:
        if not await play.at_rest(WAVE_SECONDS_MAX):
            raise OwnFault(f"stories went on for more than {WAVE_SECONDS_MAX} seconds without a rest")
        if play.wake_due():
            continue
        if play.clock.now() >= moment:
            return
        await quiesce(play)
        await record(play, "stock")
        now = play.clock.now()
        ends = [moment, now + DAY, *([play.resting[0][0]] if play.resting else [])]
        await jump(play, min(ends), campaign)
        await quiesce(play)


async def _wave(
    play: Play,
    wave: Sequence[Arrival],
    journeys: Mapping[str, Journey],
    campaign: Campaign,
    stories: set[asyncio.Task[None]],
) -> None:
    """Let the customers of one day come, each at their own time, whether or not the system keeps up."""
    play.wake(len(wave))
    start = time.monotonic()
    for arrival in wave:
        meant_at = start + arrival.after_seconds
        await asyncio.sleep(max(0.0, meant_at - time.monotonic()))
        story = asyncio.create_task(_story(play, arrival, meant_at, journeys[arrival.journey], campaign))
        stories.add(story)
        story.add_done_callback(stories.discard)


async def _story(play: Play, arrival: Arrival, meant_at: float, journey: Journey, campaign: Campaign) -> None:
    """Live one story to its end; what goes wrong in our own code is kept, never swallowed."""
    try:
        await journey(LiveStage(play, arrival, meant_at))
        campaign.told += 1
    except StoryStoppedError as stop:
        campaign.stopped.append(f"{arrival.journey}: {stop}")
    except Exception as fault:  # noqa: BLE001 - told at the end, with the story's name
        campaign.faults.append(f"{arrival.journey} {arrival.index}: {type(fault).__name__}: {fault}")
    finally:
        play.settle()


async def _interrupt(play: Play, moments: Sequence[float], campaign: Campaign) -> None:
    """Kill the system at every moment, and start it again at once."""
    started = time.monotonic()
    for moment in sorted(moments):
        await asyncio.sleep(max(0.0, started + moment - time.monotonic()))
        play.kills, play.is_down = play.kills + 1, True
        await play.system.kill()
        campaign.interruptions += 1
        try:
            await play.system.restart()
        except Exception as fault:  # noqa: BLE001 - told at the end; nobody waits for this task
            campaign.faults.append(f"starting the system again: {type(fault).__name__}: {fault}")
            return
        play.is_down = False


def _arrivals(seed: int, plan: Plan) -> tuple[Arrival, ...]:
    orders = plan.orders if plan.for_seconds is None else plan.for_seconds * plan.rate
    return schedule(seed, orders, plan.rate, plan.days, plan.weights, turns=plan.turns)
