"""The contract suite: what every system's adapter has to keep before a play can mean anything; each check says why."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from orderproof.drive.bench import GOODS, Bench, Check, UnmetError, expect, insist, total_in
from orderproof.drive.markets import offers, taxes, two_channels, two_places
from orderproof.drive.proofs import proven
from orderproof.drive.quiet import quiesce
from orderproof.history.events import event_line

if TYPE_CHECKING:
    from orderproof.journeys.customer import Customer

RARE = "RARE-1"
RARE_UNITS, TOO_MANY = 2, 999
IMPATIENT, PATIENCE_MS = 10, 1
LOOKS_MAX, LOOK_SECONDS = 100, 0.05
LONG_SECONDS_MAX = 120
PROOFS_SECONDS_MAX = 300


async def _same_key(bench: Bench) -> None:
    one = bench.customer()
    await one.fill({GOODS: 1})
    await bench.read_on()
    first, again = await one.place("ok"), await one.place("ok", attempt=2)
    expect(first, "ok")
    expect(again, "ok")
    if first.order_id != again.order_id:
        raise UnmetError("one key gave two orders")
    await quiesce(bench.play)
    await _told_as_placed(bench, [one])


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
    """Too many may be refused when they are put into the cart, or when it is placed."""
    one = bench.customer()
    added = await one.insist("cart_add", cart=None, channel=one.channel, sku=RARE, quantity=TOO_MANY)
    if added.is_ok:
        await one.fill({RARE: TOO_MANY})
        added = await one.place("ok")
    expect(added, "refused", "out_of_stock")
    await quiesce(bench.play)
    whole = await bench.order({RARE: RARE_UNITS})
    insist(bench.authorized(whole), "what was left could be ordered, and nobody was asked for its money")


async def _declined(bench: Bench) -> None:
    one = bench.customer()
    await one.fill({GOODS: 1})
    expect(await one.place("declined"), "refused", "declined")
    expect(await one.place("ok"), "ok")


async def _journal(bench: Bench) -> None:
    one = await bench.order()
    rows = await bench.read_on()
    ledgers = {each.ledger for each in rows if getattr(each, "order_id", None) == one.order_id}
    lacking = {"orders", "lines", "order_totals", "statuses"} - ledgers
    if lacking:
        raise UnmetError(f"nothing is told of {', '.join(sorted(lacking))}")
    again = {(each.ledger, each.row_id) for each in await bench.read_on()}
    insist(not again & {(each.ledger, each.row_id) for each in rows}, "a row is told again")
    insist(not any(one.name in event_line(each) for each in rows), "a row names a person")


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
    await bench.later(timedelta(days=2))
    one = await bench.order()
    placed = await bench.told("orders", order_id=one.order_id)
    insist(
        placed and before + timedelta(days=2) <= placed[0].occurred_at <= bench.play.clock.now(),
        "an order was placed at another time than the business clock's",
    )


async def _cancelled(bench: Bench) -> None:
    one = await bench.order()
    kept = await _kept(bench, one)
    insist(kept > 0, "nothing is told to be kept for an order")
    expect(await one.change("cancel"), "ok")
    await quiesce(bench.play)
    kept = await _kept(bench, one)
    insist(kept == 0, f"{kept} units are still kept for a cancelled order")


async def _kept(bench: Bench, one: Customer) -> int:
    moves = await bench.told("stock_moves", order_id=one.order_id)
    signs = {"reserve": 1, "release": -1, "expire": -1}
    return sum(signs.get(each.kind, 0) * each.quantity for each in moves)


async def _unanswered(bench: Bench) -> None:
    """Have customers who do not wait ask again under their key, and one whose system died under the question."""
    await bench.read_on()
    customers = [bench.customer() for _ in range(IMPATIENT)]
    unknown = 0
    for one in customers:
        await one.fill({GOODS: 1})
        first = await one.place("ok", patience_ms=PATIENCE_MS)
        insist(first.state != "refused", f"who did not wait was refused: {first.refusal} ({first.native_status})")
        unknown += first.state == "unknown"
        await one.place_surely("ok")
    insist(unknown, f"{IMPATIENT} customers who waited for {PATIENCE_MS} ms were all answered")
    await quiesce(bench.play)
    await _told_as_placed(bench, customers)
    await _cut_off(bench)


async def _cut_off(bench: Bench) -> None:
    """Kill the system while the gateway takes its time over a payment that is booked already."""
    one = bench.customer()
    await one.fill({GOODS: 1})
    booked = len(bench.witnessed("payments"))
    under_way = asyncio.create_task(one.place("late-authorize"))
    try:
        for _ in range(LOOKS_MAX):
            if len(bench.witnessed("payments")) > booked:
                break
            await asyncio.sleep(LOOK_SECONDS)
        insist(not under_way.done(), "a payment was still under way, and the order was called placed")
        await bench.play.system.kill()
        cut = await under_way
        await bench.play.system.restart()
    finally:
        under_way.cancel()
    await quiesce(bench.play)
    expect(cut, "unknown")
    await one.place_surely("late-authorize")
    await quiesce(bench.play)
    await _told_as_placed(bench, [one])


async def _told_as_placed(bench: Bench, customers: list[Customer]) -> None:
    """Insist that since the last reading exactly one order was told for each of these customers."""
    told = sorted(str(each.order_id) for each in await bench.read_on() if each.ledger == "orders")
    expected = sorted(str(each.order_id) for each in customers)
    insist(told == expected, f"{len(expected)} checkouts gave {len(told)} orders: {', '.join(told[:5])}")


async def _killed(bench: Bench) -> None:
    one = await bench.order()
    total = total_in(await one.look())
    await bench.play.system.kill()
    await bench.play.system.restart()
    await quiesce(bench.play)
    insist(total_in(await one.look()) == total, "an order has another total after the restart")
    anew = await bench.order()
    insist(await bench.told("orders", order_id=anew.order_id), "an order that was placed after the restart is not told")


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
    Check("two channels, two currencies", "money of two kinds must never be mixed", two_channels),
    Check("two places", "stock is judged place by place", two_places),
    Check("taxes are told", "totals are judged with or without their tax", taxes),
    Check("offers are told", "a reduction is judged by the offer behind it", offers),
    Check("what it offers is proven", "a yes that changes nothing would be played as done", proven, PROOFS_SECONDS_MAX),
    Check("what is not answered is unknown", "nobody knows whether it was done", _unanswered, LONG_SECONDS_MAX),
    Check("a killed system comes back whole", "what was answered may not be lost", _killed, LONG_SECONDS_MAX),
)
"""Every check, in the order in which they are tried; the last two kill the system."""
