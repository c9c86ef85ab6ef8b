"""The contract suite: what every system's adapter has to keep before a play can mean anything; each check says why."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from orderproof.drive.campaign import quiesce
from orderproof.drive.pacing import Arrival
from orderproof.drive.stage import LiveStage
from orderproof.history.events import event_line
from orderproof.journeys.customer import Customer
from orderproof.model.words import REFUSALS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from orderproof.drive.play import Play
    from orderproof.model.commands import Outcome

GOODS, RARE = "MUG", "RARE-1"
TOO_MANY = 999


class UnmetError(Exception):
    """A promise of the port that a system does not keep."""


@dataclass(slots=True)
class Bench:
    """A play to check on, and customers who have never been there before."""

    play: Play
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1_000_000))

    def customer(self) -> Customer:
        """Give a new customer."""
        stage = LiveStage(self.play, Arrival(next(self.numbers), 0, 0.0, "contract"), time.monotonic())
        return Customer(stage, "eu")

    async def order(self, sku: str = GOODS, quantity: int = 2) -> Customer:
        """Give a customer whose order is placed and at rest."""
        one = self.customer()
        await one.fill({sku: quantity})
        expect(await one.place("ok"), "ok")
        await quiesce(self.play)
        return one


@dataclass(frozen=True, slots=True)
class Check:
    """One promise: its name, why a play needs it, and how it is tried."""

    name: str
    why: str
    run: Callable[[Bench], Coroutine[Any, Any, None]]


def expect(outcome: Outcome, state: str, refusal: str | None = None) -> None:
    """Insist on how a command ended."""
    if outcome.state != state or (refusal is not None and outcome.refusal != refusal):
        told = f"{outcome.state} {outcome.refusal or ''} ({outcome.native_status})"
        raise UnmetError(f"expected {state} {refusal or ''}, got {told}")
    if outcome.state == "refused" and outcome.refusal not in REFUSALS:
        raise UnmetError(f"{outcome.refusal} is no common word for a refusal")


async def _same_key(bench: Bench) -> None:
    one = bench.customer()
    await one.fill({GOODS: 1})
    first, again = await one.place("ok"), await one.place("ok", attempt=2)
    expect(first, "ok")
    expect(again, "ok")
    if first.order_id != again.order_id:
        raise UnmetError("one key gave two orders")


async def _other_body(bench: Bench) -> None:
    one = await bench.order()
    key = f"place-{one.stage.seed}-{one.stage.index}-ok"
    expect(await one.ask("place", key=key, cart=one.cart_id, card="declined"), "refused")


async def _stranger(bench: Bench) -> None:
    one, stranger = await bench.order(), bench.customer()
    stranger.order_id = one.order_id
    expect(await stranger.look(), "refused", "not_found")
    stranger.order_id = "no-such-order"
    expect(await stranger.look(), "refused", "not_found")


async def _sold_out(bench: Bench) -> None:
    one = bench.customer()
    await one.fill({RARE: TOO_MANY})
    expect(await one.place("ok"), "refused", "out_of_stock")
    await quiesce(bench.play)
    expect(await (await bench.order(RARE, 1)).look(), "ok")


async def _declined(bench: Bench) -> None:
    one = bench.customer()
    await one.fill({GOODS: 1})
    expect(await one.place("declined"), "refused", "declined")
    expect(await one.place("ok"), "ok")


async def _journal(bench: Bench) -> None:
    one = await bench.order()
    rows: list[Any] = list(await bench.play.system.observe("journal"))
    ledgers = {each.ledger for each in rows if getattr(each, "order_id", None) == one.order_id}
    lacking = {"orders", "lines", "order_totals", "statuses"} - ledgers
    if lacking:
        raise UnmetError(f"nothing is told of {', '.join(sorted(lacking))}")
    again: list[Any] = list(await bench.play.system.observe("journal"))
    if {(each.ledger, each.row_id) for each in again} & {(each.ledger, each.row_id) for each in rows}:
        raise UnmetError("a row is told again")
    if any(one.name in event_line(each) for each in rows):
        raise UnmetError("a row names a person")


async def _claims(bench: Bench) -> None:
    seen = await (await bench.order()).look()
    expect(seen, "ok")
    if not seen.claims:
        raise UnmetError("a look tells nothing")
    for claim in seen.claims:
        if claim.asked_at is None or claim.observed_at is None or claim.asked_at > claim.observed_at:
            raise UnmetError("a claim does not say when it was asked for and seen")


async def _time(bench: Bench) -> None:
    before = bench.play.clock.now()
    offset_us = bench.play.clock.jump(before + timedelta(days=2))
    await bench.play.system.set_clock(offset_us)
    await bench.play.world.set_clock(offset_us)
    one = await bench.order()
    rows: list[Any] = list(await bench.play.system.observe("journal"))
    placed = [each.occurred_at for each in rows if each.ledger == "orders" and each.order_id == one.order_id]
    if not placed or placed[0] < before + timedelta(days=2):
        raise UnmetError("an order was placed at another time than the business clock's")


async def _cancelled(bench: Bench) -> None:
    one = await bench.order()
    expect(await one.change("cancel"), "ok")
    await quiesce(bench.play)
    rows: list[Any] = list(await bench.play.system.observe("journal"))
    moves = [each for each in rows if each.ledger == "stock_moves" and each.order_id == one.order_id]
    kept = sum(each.quantity if each.kind == "reserve" else -each.quantity for each in moves)
    if kept != 0:
        raise UnmetError(f"{kept} units are still kept for a cancelled order")


async def _killed(bench: Bench) -> None:
    one = await bench.order()
    await bench.play.system.kill()
    await bench.play.system.restart()
    await quiesce(bench.play)
    expect(await one.look(), "ok")


CHECKS: tuple[Check, ...] = (
    Check("one key, one order", "a retry would be judged as a second order", _same_key),
    Check("a key is for one thing", "a retry could not be told from another wish", _other_body),
    Check("orders are their customer's", "privacy; and strangers' looks are no claims", _stranger),
    Check("what is sold out is refused, and keeps nothing", "a refusal must change nothing", _sold_out),
    Check("a declined card is refused, the cart stays", "customers try another card", _declined),
    Check("the journal is whole, told once, and names nobody", "claims are read from it", _journal),
    Check("a look says when it was true", "a claim is true at some instant between asking and answer", _claims),
    Check("business time is obeyed", "days pass in moments", _time),
    Check("cancelling lets go of goods", "the release is observed", _cancelled),
    Check("a killed system comes back whole", "what was answered may not be lost", _killed),
)
"""Every check, in the order in which they are tried; the last one kills the system."""
