"""One play under way: who plays against what, the clock, the recorder, and the stories that rest until a later day."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

from orderproof.drive.latency import Latencies

if TYPE_CHECKING:
    from datetime import datetime

    from orderproof.drive.clock import BusinessClock
    from orderproof.drive.doors import World
    from orderproof.drive.port import Running
    from orderproof.history.recorder import Recorder


class Play:
    """What all stages of one campaign share. `busy` counts what is not at rest: stories awake, arrivals to come."""

    def __init__(self, seed: int, system: Running, world: World, clock: BusinessClock, recorder: Recorder) -> None:
        self.seed = seed
        self.system = system
        self.world = world
        self.clock = clock
        self.recorder = recorder
        self.latencies = Latencies()
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
        """Rest until so much business time has passed."""
        woken = asyncio.Event()
        heapq.heappush(self.resting, (self.clock.now() + timedelta(seconds=seconds), next(self._numbers), woken))
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
