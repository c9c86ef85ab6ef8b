"""A system and a world that live in this process: they answer at once, and remember what they were asked."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from orderproof.drive.clock import BusinessClock
from orderproof.drive.play import Play
from orderproof.history.recorder import Recorder, read_recorded
from orderproof.model.commands import Command, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from orderproof.model.ledgers.envelope import Row


class MadeSystem:
    """Says yes; `left` is what it still has to do, `faults` are raised by the next commands.

    `answers` maps a verb to what it answers instead, `rows` a subject to what it claims; to the next `deaf` questions
    that are no commands nobody answers, and `lives` tells what became of the process.
    """

    def __init__(self) -> None:
        self.asked: list[Command] = []
        self.offsets: list[int] = []
        self.left = 0
        self.faults: list[Exception] = []
        self.seconds = 0.0
        self.kills = 0
        self.answers: dict[str, Callable[[Command], Outcome]] = {}
        self.rows: dict[str, Sequence[Row]] = {}
        self.deaf = 0
        self.lives: list[str] = []
        self.observed: list[str] = []
        self.url = "http://127.0.0.1:9"
        self.books: Path | None = None

    async def perform(self, command: Command) -> Outcome:
        self.asked.append(command)
        await asyncio.sleep(self.seconds)
        if self.faults:
            raise self.faults.pop(0)
        if command.verb in self.answers:
            return self.answers[command.verb](command)
        return Outcome(state="ok", native_status="200", order_id=command.order_id or "O1", body={"releases": []})

    async def observe(self, subject: str) -> Sequence[Row]:
        self._fail_while_deaf()
        self.observed.append(subject)
        return self.rows.get(subject, ())

    async def start(self) -> None:
        self.lives.append("start")

    async def stop(self) -> None:
        self.lives.append("stop")

    async def kill(self) -> None:
        self.kills += 1
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


def play_in(folder: Path) -> tuple[Play, MadeSystem, MadeSystem]:
    """Give a play on a made system and a made world, recorded in a folder that the caller reads when it is closed."""
    system, world = MadeSystem(), MadeSystem()
    world.books = folder / "books"
    made_world: Any = world
    return Play(1, system, made_world, BusinessClock(), Recorder(folder / "driver")), system, world


class MadePlay:
    """A play with all that belongs to it, and what it recorded."""

    def __init__(self, folder: Path) -> None:
        self.play, self.system, self.world = play_in(folder)
        self.clock = self.play.clock
        self._book = folder / "driver"

    def rows(self, ledger: str = "commands", **columns: object) -> list[Any]:
        """Read what was recorded: rows of a ledger that have these values."""
        found = (row for row in read_recorded(self._book) if row.ledger == ledger)
        return [row for row in found if all(getattr(row, name) == value for name, value in columns.items())]


@contextmanager
def made_play(folder: Path) -> Iterator[MadePlay]:
    made = MadePlay(folder)
    with made.play.recorder:
        yield made


def wish(verb: str = "place", **more: Any) -> Command:
    return Command(verb=verb, client="ann", **more)
