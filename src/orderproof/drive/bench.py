"""The bench that checks of the contract are tried on: new customers, orders at rest, and what is told and witnessed."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from orderproof.drive.pacing import Arrival
from orderproof.drive.quiet import quiesce
from orderproof.drive.stage import LiveStage
from orderproof.history.folder import EVENTS
from orderproof.history.recorder import read_recorded
from orderproof.journeys.customer import Customer
from orderproof.model.profile import Profile
from orderproof.model.words import REFUSALS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from datetime import timedelta

    from orderproof.drive.play import Play
    from orderproof.model.commands import Outcome

GOODS = "MUG"
CHECK_SECONDS_MAX = 60
BERLIN = {"country": "DE", "region": "BE", "postcode": "10115", "city": "Berlin"}
LYON = {"country": "FR", "region": "ARA", "postcode": "69001", "city": "Lyon"}


class UnmetError(Exception):
    """A promise of the port that a system does not keep."""


@dataclass(frozen=True, slots=True)
class Check:
    """One promise: its name, why a play needs it, how it is tried, and for how long at the most.

    `run` raises UnmetError, and may give a sentence about how well the promise is kept.
    """

    name: str
    why: str
    run: Callable[[Bench], Coroutine[Any, Any, str | None]]
    seconds: int = CHECK_SECONDS_MAX


@dataclass(slots=True)
class Bench:
    """A play to check on with the profile that its system declares, and customers who have never been there before."""

    play: Play
    profile: Profile = field(default_factory=Profile.default)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1_000_000))
    _journal: list[Any] = field(default_factory=list)

    def customer(self, channel: str = "eu") -> Customer:
        """Give a new customer."""
        stage = LiveStage(self.play, Arrival(next(self.numbers), 0, 0.0, "contract"), time.monotonic())
        return Customer(stage, channel)

    async def order(
        self,
        basket: Mapping[str, int] | None = None,
        *,
        channel: str = "eu",
        coupon: str | None = None,
        address: Mapping[str, str] | None = None,
    ) -> Customer:
        """Give a customer whose order is placed and at rest; without a basket, of two of the goods."""
        one = self.customer(channel)
        await one.fill(basket or {GOODS: 2}, coupon=coupon)
        if address is not None:
            expect(await one.insist("set_address", cart=one.cart_id, address=address), "ok")
        await one.place_surely("ok")
        await quiesce(self.play)
        return one

    async def read_on(self) -> list[Any]:
        """Read what the journal tells since the last reading."""
        rows: list[Any] = list(await self.play.system.observe("journal"))
        self._journal += rows
        return rows

    async def told(self, ledger: str, **columns: object) -> list[Any]:
        """Give the rows of a ledger with these values that the system's journal told so far."""
        await self.read_on()
        return [each for each in self._journal if _fits(each, ledger, columns)]

    def witnessed(self, ledger: str, **columns: object) -> list[Any]:
        """Give the rows of a ledger with these values that stand in the books of the witnesses."""
        books = sorted(each.parent for each in self.play.world.books.glob(f"*/{EVENTS}"))
        return [each for book in books for each in read_recorded(book) if _fits(each, ledger, columns)]

    def authorized(self, one: Customer) -> int:
        """Say what the gateway authorized for an order, in minor units."""
        paid = self.witnessed("payments", order_id=one.order_id, kind="authorize", state="succeeded")
        return sum(each.amount for each in paid)

    async def later(self, span: timedelta) -> None:
        """Let business time pass for everybody, and what is due then be done."""
        offset_us = self.play.clock.jump(self.play.clock.now() + span)
        await self.play.system.set_clock(offset_us)
        await self.play.world.set_clock(offset_us)
        await quiesce(self.play)


def expect(outcome: Outcome, state: str, refusal: str | None = None) -> None:
    """Insist on how a command ended."""
    if outcome.state != state or (refusal is not None and outcome.refusal != refusal):
        told = f"{outcome.state} {outcome.refusal or ''} ({outcome.native_status})"
        raise UnmetError(f"expected {state} {refusal or ''}, got {told}")
    if outcome.state == "refused" and outcome.refusal not in REFUSALS:
        raise UnmetError(f"{outcome.refusal} is no common word for a refusal")


def insist(kept: object, otherwise: str) -> None:
    """Insist on what is true, or not empty; UnmetError with what is so otherwise."""
    if not kept:
        raise UnmetError(otherwise)


def total_in(outcome: Outcome) -> int:
    """Give the total, in minor units, that a look claims."""
    expect(outcome, "ok")
    totals: list[Any] = [each for each in outcome.claims if each.ledger == "order_totals"]
    insist(totals, "a look tells no total")
    return int(totals[0].total)


def _fits(row: Any, ledger: str, columns: Mapping[str, object]) -> bool:  # noqa: ANN401 - of any ledger
    return row.ledger == ledger and all(getattr(row, name, None) == value for name, value in columns.items())
