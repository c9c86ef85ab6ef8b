"""The port of every system under test: one verb to ask, one to observe, and how an instance is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.model.commands import Command, Outcome
    from orderproof.model.ledgers.envelope import Row


class System(Protocol):
    """What can be asked and seen."""

    async def perform(self, command: Command) -> Outcome:
        """Ask for one thing; raises (or never ends) where nothing answers: the driver then calls it unknown."""

    async def observe(self, subject: str) -> Sequence[Row]:
        """Read claims: `journal` (all since the last reading), `stock` (levels now), `catalogue`, `order:<id>`."""


class Running(System, Protocol):
    """An instance of a system that can be started, told the time, and killed."""

    @property
    def url(self) -> str:
        """Where it listens, once it is started: the witnesses' webhooks go there."""

    async def start(self) -> None:
        """Boot a fresh instance."""

    async def stop(self) -> None:
        """End it in good order."""

    async def kill(self) -> None:
        """End its process as a power cut would."""

    async def restart(self) -> None:
        """Start it again on the same data."""

    async def set_clock(self, offset_us: int) -> None:
        """Tell it how far business time is ahead of wall time, in microseconds."""

    async def pending(self) -> int:
        """Count what it still has to do: jobs, mails, webhooks, requests."""
