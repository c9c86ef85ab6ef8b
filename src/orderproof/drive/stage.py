"""The stage of one story: every step is recorded with its interval, and an answer that never came is unknown."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from orderproof.drive.pacing import draw
from orderproof.drive.quiet import quiesce
from orderproof.model.commands import KILLED, NOT_OFFERED, Outcome
from orderproof.model.ledgers import LEDGERS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence
    from datetime import datetime

    from orderproof.drive.pacing import Arrival
    from orderproof.drive.play import Play
    from orderproof.model.commands import Command

Choice = TypeVar("Choice")
PATIENCE_SECONDS = 10
WORLD_VERBS = frozenset({"releases", "ship", "scan", "receive_stock", "receive_return", "inspect_return"})


class LiveStage:
    """What one story stands on. `meant_at` is the monotonic instant at which its customer meant to ask next."""

    def __init__(self, play: Play, arrival: Arrival, meant_at: float) -> None:
        self._play = play
        self._meant_at = meant_at
        self.seed = play.seed
        self.index = arrival.index
        self.parameters: Mapping[str, object] = {"journey": arrival.journey}

    def now(self) -> datetime:
        """Read the business clock."""
        return self._play.clock.now()

    def draw(self, name: str, choices: Sequence[Choice]) -> Choice:
        """Choose by seed, arrival and name."""
        return draw(choices, self.seed, self.index, name)

    async def perform(self, command: Command) -> Outcome:
        """Ask, wait for the answer, record both; latency counts from when the customer meant to ask.

        Where the play is in turn, this waits for its turn, and for everything that the step led to.
        """
        if not self._play.in_turn:
            return await self._perform(command)
        async with self._play.turn:
            outcome = await self._perform(command)
            await quiesce(self._play)
            return outcome

    async def _perform(self, command: Command) -> Outcome:
        meant_at, invoked_at = min(self._meant_at, time.monotonic()), self.now()
        outcome = await perform(self._play, command)
        if outcome.state == NOT_OFFERED:
            self._play.left_out[command.verb] += 1
            return outcome
        answered_at, self._meant_at = self.now(), time.monotonic()
        self._play.latencies.add(command.verb, round((self._meant_at - meant_at) * 1_000_000), outcome.state)
        record_command(self._play, command, outcome, invoked_at, answered_at)
        return outcome

    async def wait(self, seconds: int) -> None:
        """Let business time pass: the story rests until the clock has come so far."""
        await self._play.rest(seconds)
        self._meant_at = time.monotonic()

    async def pause(self, milliseconds: int) -> None:
        """Let real time pass."""
        await asyncio.sleep(milliseconds / 1000)
        self._meant_at = time.monotonic()

    async def together(self, *steps: Awaitable[Outcome]) -> list[Outcome]:
        """Start several steps at one instant, or one after the other where the play is in turn."""
        if self._play.in_turn:
            return [await step for step in steps]
        return list(await asyncio.gather(*steps))


async def perform(play: Play, command: Command) -> Outcome:
    """Have the world or the system do it; whatever is no answer is unknown, and says so where we killed the system."""
    asked = play.world if command.verb in WORLD_VERBS else play.system
    kills, was_down = play.kills, play.is_down
    try:
        outcome = await asyncio.wait_for(asked.perform(command), PATIENCE_SECONDS)
    except Exception as fault:  # noqa: BLE001 - a broken connection has as many names as there are libraries
        outcome = Outcome(state="unknown", native_status=type(fault).__name__)
    if asked is play.system and outcome.state == "unknown" and (was_down or play.kills > kills):
        return replace(outcome, native_status=KILLED)
    return outcome


def record_command(
    play: Play, command: Command, outcome: Outcome, invoked_at: datetime, answered_at: datetime | None
) -> None:
    """Record a command with its interval, and the claims that its answer made."""
    name = play.next_command()
    arguments = json.dumps(command.arguments, sort_keys=True, default=str)
    is_answered = outcome.state != "unknown"
    row: type = LEDGERS["commands"]
    play.recorder.append(
        row(
            source="driver",
            row_id=name,
            command_id=name,
            occurred_at=invoked_at,
            client=command.client,
            verb=command.verb,
            order_id=command.order_id or outcome.order_id,
            **_only_line(command),
            arguments={key: str(value) for key, value in command.arguments.items() if value is not None},
            idempotency_key=command.key,
            attempt=command.attempt,
            body_hash=hashlib.blake2b(arguments.encode(), digest_size=8).hexdigest(),
            invoked_at=invoked_at,
            answered_at=answered_at if is_answered else None,
            outcome=outcome.state,
            refusal=outcome.refusal,
            native_status=outcome.native_status,
        )
    )
    for claim in outcome.claims:
        play.recorder.append(claim)


def _only_line(command: Command) -> dict[str, object]:
    """Name the line that a command is about, and how many units of it, where it is about one line only."""
    lines = command.arguments.get("lines")
    if not isinstance(lines, list) or len(lines) != 1 or not isinstance(lines[0], dict):
        return {}
    return {name: lines[0].get(name) for name in ("line_id", "quantity")}
