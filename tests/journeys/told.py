"""A stage without a system: it says yes to everything, remembers what was asked, and lets any verb be refused."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from orderproof.model.commands import Command, Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence

Choice = TypeVar("Choice")


class ToldStage:
    """Answers as an ideal shop and warehouse would. `answers` maps a verb to outcomes to give first, in order."""

    def __init__(self, index: int = 0, seed: int = 1, answers: Mapping[str, Sequence[Outcome]] | None = None) -> None:
        self.seed = seed
        self.index = index
        self.parameters: Mapping[str, object] = {}
        self.asked: list[Command] = []
        self.passed = timedelta(0)
        self.paused = 0
        self._answers = {verb: list(outcomes) for verb, outcomes in (answers or {}).items()}
        self._shipped = False

    def now(self) -> datetime:
        return datetime.fromisoformat("2026-01-05T08:00:00") + self.passed

    def draw(self, name: str, choices: Sequence[Choice]) -> Choice:
        lot = hashlib.blake2b(f"{self.seed}/{self.index}/{name}".encode()).digest()
        return choices[int.from_bytes(lot[:8]) % len(choices)]

    async def perform(self, command: Command) -> Outcome:
        self.asked.append(command)
        await asyncio.sleep(0)
        waiting = self._answers.get(command.verb)
        if waiting:
            return waiting.pop(0)
        return Outcome(state="ok", order_id=command.order_id or "O1", body=self._body(command))

    async def wait(self, seconds: int) -> None:
        self.passed += timedelta(seconds=seconds)

    async def pause(self, milliseconds: int) -> None:
        self.paused += milliseconds

    async def together(self, *steps: Awaitable[Outcome]) -> list[Outcome]:
        return list(await asyncio.gather(*steps))

    def verbs(self) -> list[str]:
        return [each.verb for each in self.asked]

    def _body(self, command: Command) -> Mapping[str, Any]:
        if command.verb == "ship":
            self._shipped = True
        line = {"line_id": "1", "sku": "MUG", "quantity": 2}
        parcel = {
            "fulfilment_id": "F1",
            "location": "berlin",
            "state": "shipped" if self._shipped else "released",
            "tracking_number": "T1",
        }
        other = {**parcel, "fulfilment_id": "F2"}
        return {
            "cart_id": "C1",
            "lines": [line],
            "return_id": "R1",
            "releases": [parcel, other],
        }
