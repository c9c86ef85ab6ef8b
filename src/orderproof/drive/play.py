"""One play under way: who plays against what, the clock, the recorder, and the stories that rest until a later day."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from orderproof.drive.latency import Latencies

if TYPE_CHECKING:
    from orderproof.drive.clock import BusinessClock
    from orderproof.drive.doors import World
    from orderproof.drive.port import Running
    from orderproof.history.recorder import Recorder


START = datetime.fromisoformat("2000-01-01T00:00:00")
FULL = ((86_400, 60), (3_600, 15))
"""Seconds that a story waits at least, and the minutes to whose next full mark it then waits."""


class Play:
    """What all stages of one campaign share. `busy` counts what is not at rest: stories awake, arrivals to come.

    `in_turn` has all steps of all stories done one after the other, each when nothing is left to do of the one before;
    `left_out` counts the steps that the system does not offer, by their verbs; `kills` counts how often it was killed,
    and `is_down` says that it was and is not back yet.
    """

    def __init__(
        self,
        seed: int,
        system: Running,
        world: World,
        clock: BusinessClock,
        recorder: Recorder,
        *,
        in_turn: bool = False,
    ) -> None:
        self.seed = seed
        self.system = system
        self.world = world
        self.clock = clock
        self.recorder = recorder
        self.latencies = Latencies()
        self.in_turn = in_turn
        self.turn = asyncio.Lock()
        self.left_out: Counter[str] = Counter()
        self.kills = 0
        self.is_down = False
        self.resting: list[tuple[datetime, int, asyncio.Event]] = []
        self._busy = 0
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._numbers = itertools.count(1)
        self._commands = itertools.count(1)

    def next_command(self) -> str:
        """Name the next command."""
        return f"c{next(self._commands)}"

    def wake(self, count: int = 1) -> None:
        """Count so many more as busy."""
        self._busy += count
        self._at_rest.clear()

    def settle(self) -> None:
        """Count one less as busy."""
        self._busy -= 1
        if self._busy <= 0:
            self._at_rest.set()

    async def at_rest(self, seconds: float) -> bool:
        """Wait until nobody is busy, for so long at the most: whether it came to that."""
        try:
            await asyncio.wait_for(self._at_rest.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def rest(self, seconds: int) -> None:
        """Rest until so much business time has passed, and on to the next full hour, quarter or minute.

        People do things at full hours: so that many stories go on together, and business time moves in few jumps.
        """
        woken = asyncio.Event()
        wake_at = _full(self.clock.now() + timedelta(seconds=seconds), seconds)
        heapq.heappush(self.resting, (wake_at, next(self._numbers), woken))
        self.settle()
        await woken.wait()

    def next_wake(self) -> datetime | None:
        """Say when the first of the resting stories goes on."""
        return self.resting[0][0] if self.resting else None

    def wake_due(self) -> bool:
        """Wake every story whose moment has come: whether there was one."""
        due = bool(self.resting) and self.resting[0][0] <= self.clock.now()
        while self.resting and self.resting[0][0] <= self.clock.now():
            _, _, woken = heapq.heappop(self.resting)
            self.wake()
            woken.set()
        return due


def _full(moment: datetime, seconds: int) -> datetime:
    """Round a moment up: to the hour after a day's wait, to the quarter after an hour's, else to the minute."""
    width = next((minutes for least, minutes in FULL if seconds >= least), 1) * 60
    past = (moment - START) // timedelta(seconds=1) % width
    return moment.replace(microsecond=0) + timedelta(seconds=width - past)
