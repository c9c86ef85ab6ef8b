"""A system and a world in memory, which do at once what they are asked, or fail as a test wants; no process runs."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from orderproof.drive.clock import BusinessClock
from orderproof.drive.play import Play
from orderproof.history.recorder import Recorder, read_recorded
from orderproof.model.commands import Command, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from orderproof.model.ledgers.envelope import Row


class MadeSystem:
    """Says yes. `answers` maps a verb to what it does instead; `left` is what it still has to do."""

    url = "http://127.0.0.1:9"

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[Command], Outcome]] = {}
        self.asked: list[Command] = []
        self.observed: list[str] = []
        self.rows: dict[str, Sequence[Row]] = {}
        self.offsets: list[int] = []
        self.lives: list[str] = []
        self.left = 0
        self.deaf = 0

    async def perform(self, command: Command) -> Outcome:
        self.asked.append(command)
        await asyncio.sleep(0)
        answer = self.answers.get(command.verb)
        return Outcome(state="ok", native_status="200") if answer is None else answer(command)

    async def observe(self, subject: str) -> Sequence[Row]:
        self._fail_while_deaf()
        self.observed.append(subject)
        return self.rows.get(subject, ())

    async def start(self) -> None:
        self.lives.append("start")

    async def stop(self) -> None:
        self.lives.append("stop")

    async def kill(self) -> None:
        self.lives.append("kill")

    async def restart(self) -> None:
        self.lives.append("restart")

    async def set_clock(self, offset_us: int) -> None:
        self._fail_while_deaf()
        self.offsets.append(offset_us)

    async def pending(self) -> int:
        self._fail_while_deaf()
        return self.left

    def _fail_while_deaf(self) -> None:
        if self.deaf:
            self.deaf -= 1
            raise ConnectionError("nobody there")


class MadePlay:
    """A play of both, and what it recorded."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.folder = folder
        self.system, self.world = MadeSystem(), MadeSystem()
        self.clock = BusinessClock()
        self.recorder = Recorder(folder)
        self.play = Play(seed, self.system, cast("Any", self.world), self.clock, self.recorder)

    def rows(self, ledger: str = "commands", **columns: object) -> list[Any]:
        """Read what was recorded: rows of a ledger that have these values."""
        found = (row for row in read_recorded(self.folder) if row.ledger == ledger)
        return [row for row in found if all(getattr(row, name) == value for name, value in columns.items())]


@contextmanager
def made_play(folder: Path, seed: int = 1) -> Iterator[MadePlay]:
    made = MadePlay(folder, seed)
    with made.recorder:
        yield made


def wish(verb: str = "place", **more: Any) -> Command:
    return Command(verb=verb, client="ann", **more)
