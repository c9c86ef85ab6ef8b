"""What a journey stands on: a stage that performs commands, lets business time pass and draws lots by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence
    from datetime import datetime

    from orderproof.model.commands import Command, Outcome

Choice = TypeVar("Choice")


class StoryStoppedError(Exception):
    """A story cannot go on as it is written: the system refused, or never answered, what the rest stands on."""


class Stage(Protocol):
    """One journey's stage. `index` is the arrival's number, `parameters` are what the mix says of it."""

    @property
    def seed(self) -> int:
        """The seed of the campaign."""

    @property
    def index(self) -> int:
        """The number of the arrival, 0 for the first."""

    @property
    def parameters(self) -> Mapping[str, object]:
        """What the mix says of this journey."""

    def now(self) -> datetime:
        """Read the business clock: naive UTC."""

    def draw(self, name: str, choices: Sequence[Choice]) -> Choice:
        """Choose by seed, arrival and name alone: no stream of random numbers is shared."""

    async def perform(self, command: Command) -> Outcome:
        """Ask the system or the world for something; always ends, with ok, refused or unknown."""

    async def wait(self, seconds: int) -> None:
        """Let business time pass; wall time hardly does."""

    async def pause(self, milliseconds: int) -> None:
        """Let real time pass, as somebody does before asking again; the days stand still meanwhile."""

    async def together(self, *steps: Awaitable[Outcome]) -> list[Outcome]:
        """Start several steps at one instant and give their outcomes in order."""
