"""The proofs of what a system claims to offer: each verb is tried, and a fact that only it can leave is looked for."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from orderproof.drive.bench import BERLIN, GOODS, LYON, UnmetError, expect, insist, total_in
from orderproof.drive.quiet import quiesce
from orderproof.journeys.customer import TRACKING_SCANS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from orderproof.drive.bench import Bench
    from orderproof.journeys.customer import Customer

SHARE_MIN_PERCENT = 80
PROOF_SECONDS_MAX = 30
RELEASED_BY = timedelta(hours=2)
COUPON = "WELCOME10"
BACK = 100
"""What is refunded, in minor units."""


async def proven(bench: Bench) -> str:
    """Try every verb that the profile claims: UnmetError where less than four in five are proven, or one is lacking."""
    claimed = bench.profile.commands
    insist(claimed, "its profile claims no commands")
    unproven = {verb: why for verb in claimed if (why := await unproven_because(bench, verb)) is not None}
    lacking = [verb for verb in claimed if bench.play.left_out[verb]]
    insist(not lacking, f"claimed, and not offered: {', '.join(lacking)}")
    count = len(claimed) - len(unproven)
    told = f"{count} of {len(claimed)} proven"
    if unproven:
        told += "; not proven: " + ", ".join(f"{verb} ({why})" for verb, why in unproven.items())
    insist(count * 100 >= SHARE_MIN_PERCENT * len(claimed), told)
    return told


async def unproven_because(bench: Bench, verb: str) -> str | None:
    """Try to prove one verb: None where a fact shows it, else what was missing."""
    try:
        await asyncio.wait_for(PROOFS[verb](bench), PROOF_SECONDS_MAX)
    except UnmetError as unmet:
        return str(unmet)
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong, the next verb is tried
        return f"{type(fault).__name__}: {fault}"
    return None


async def _cart_add(bench: Bench) -> None:
    one = await bench.order({GOODS: 3})
    await bench.later(RELEASED_BY)
    _left(bench, one, 3)


async def _add_coupon(bench: Bench) -> None:
    plain, reduced = await bench.order(), await bench.order(coupon=COUPON)
    insist(0 < bench.authorized(reduced) < bench.authorized(plain), "the gateway is asked for no less with the coupon")


async def _remove_coupon(bench: Bench) -> None:
    plain, reduced, one = await bench.order(), await bench.order(coupon=COUPON), bench.customer()
    await one.fill({GOODS: 2}, coupon=COUPON)
    expect(await one.change("remove_coupon", cart=one.cart_id, code=COUPON), "ok")
    await _placed(bench, one)
    dear, cheap = bench.authorized(plain), bench.authorized(reduced)
    insist(0 < cheap < dear == bench.authorized(one), "the gateway is not asked for the whole amount again")


async def _set_address(bench: Bench) -> None:
    orders = [await bench.order(address=each) for each in (BERLIN, BERLIN, LYON)]
    await bench.later(RELEASED_BY)
    first, same, other = ({each.label_address for each in _released(bench, one)} for one in orders)
    insist(first == same != other, "the warehouse's labels do not follow the address")


async def _quote(bench: Bench) -> None:
    one = bench.customer()
    quoted = (await one.fill({GOODS: 2})).body["total"]
    await _placed(bench, one)
    insist(quoted == bench.authorized(one), f"{quoted} was quoted, the gateway was asked for {bench.authorized(one)}")


async def _place(bench: Bench) -> None:
    insist(bench.authorized(await bench.order()), "nothing was authorized at the gateway")


async def _pay(bench: Bench) -> None:
    one = bench.customer()
    quoted = (await one.fill({GOODS: 1})).body["total"]
    expect(await one.place("declined"), "refused", "declined")
    before = {each.row_id for each in bench.witnessed("payments")}
    expect(await one.change("pay", cart=one.cart_id, card="ok"), "ok")
    await quiesce(bench.play)
    paid = bench.witnessed("payments", kind="authorize", state="succeeded", amount=quoted)
    insist([each for each in paid if each.row_id not in before], "the gateway was not asked again")


async def _look(bench: Bench) -> None:
    one = await bench.order()
    insist(total_in(await one.look()) == bench.authorized(one), "the page shows another total than the gateway took")


async def _cancel(bench: Bench) -> None:
    one = await bench.order()
    await _changed(bench, one, "cancel")
    _moved(bench, one, "void", "refund")


async def _cancel_line(bench: Bench) -> None:
    one = await bench.order({GOODS: 3})
    await _changed(bench, one, "cancel_line", lines=await _of_first_line(one, 1))
    await bench.later(RELEASED_BY)
    _left(bench, one, 2)


async def _edit(bench: Bench) -> None:
    one = await bench.order({GOODS: 2})
    await _changed(bench, one, "edit", lines=await _of_first_line(one, 3))
    await bench.later(RELEASED_BY)
    _left(bench, one, 3)


async def _create_return(bench: Bench) -> None:
    """Send a unit back that nobody asked about, then one that was asked about: only that may be paid back."""
    one = await bench.order()
    await bench.later(RELEASED_BY)
    await _delivered(bench, one)
    await _sent_back(bench, one, f"unasked-{one.order_id}")
    paid_back = bench.witnessed("payments", order_id=one.order_id, kind="refund")
    insist(not paid_back, "goods that come back are paid back without it, too")
    asked = await one.change("create_return", lines=await _of_first_line(one, 1), reason="does not fit")
    expect(asked, "ok")
    await _sent_back(bench, one, str(asked.body["return_id"]))
    _moved(bench, one, "refund")


async def _release(bench: Bench) -> None:
    one = await bench.order(address=BERLIN)
    insist(not _released(bench, one), "it was released before anybody asked")
    await _changed(bench, one, "release")
    insist(_released(bench, one), "the warehouse was told nothing")


async def _recall(bench: Bench) -> None:
    one = await bench.order()
    await bench.later(RELEASED_BY)
    insist(_released(bench, one), "nothing was released that could be called back")
    await _changed(bench, one, "recall")
    insist(bench.witnessed("parcels", order_id=one.order_id, event="cancelled"), "the warehouse let nothing go")


async def _mark_shipped(bench: Bench) -> None:
    """Take an order of the market that is paid at once: what is not paid may not be called shipped."""
    one = await bench.order(channel="us")
    await bench.later(RELEASED_BY)
    await _changed(bench, one, "mark_shipped")
    await _is(bench, one, "shipped")


async def _mark_delivered(bench: Bench) -> None:
    one = await bench.order()
    await bench.later(RELEASED_BY)
    await one.ship_all()
    await quiesce(bench.play)
    await _changed(bench, one, "mark_delivered")
    await _is(bench, one, "delivered")


async def _capture(bench: Bench) -> None:
    one = await bench.order()
    _not_yet(bench, one, "capture")
    await _changed(bench, one, "capture")
    _moved(bench, one, "capture")


async def _void(bench: Bench) -> None:
    one = await bench.order()
    await _changed(bench, one, "void")
    _moved(bench, one, "void")


async def _refund(bench: Bench) -> None:
    one = await bench.order(channel="us")
    await _changed(bench, one, "refund", amount=BACK)
    _moved(bench, one, "refund", amount=BACK)


async def _cancel_only(bench: Bench) -> None:
    one = await bench.order()
    await _changed(bench, one, "cancel_only")
    told = await bench.told("line_changes", order_id=one.order_id, change="cancelled")
    insist(sum(each.quantity for each in told) == 2, "the journal tells of no cancelled units")  # noqa: PLR2004


async def _transition(bench: Bench) -> None:
    """Try the states that the profile lets follow the one in which a new order is; one that is reached is enough."""
    one = await bench.order()
    native, common = bench.profile.statuses.get("order", {}), bench.profile.transitions.get("order", {})
    now = (await bench.told("statuses", order_id=one.order_id))[-1].canonical
    tried = [state for state, word in native.items() if word in common.get(now, ())]
    insist(tried, f"its profile says of no state that it follows {now}")
    for state in tried:
        if (await one.change("transition", state=state)).is_ok:
            await quiesce(bench.play)
            reached = await bench.told("statuses", order_id=one.order_id, native=state)
            insist(reached, f"the journal does not tell that it is {state}")
            return
    raise UnmetError(f"it was refused to go on to {', '.join(tried)}")


async def _adjust_stock(bench: Bench) -> None:
    """Set a level to three values one after the other: no level tells all of them by chance."""
    rare: dict[str, Any] = {"sku": "RARE-2", "location": "berlin"}
    for units in (7, 5, 2):
        await _changed(bench, bench.customer(), "adjust_stock", **rare, quantity=units)
        levels: list[Any] = list(await bench.play.system.observe("stock"))
        told = [each.on_hand for each in levels if {"sku": each.sku, "location": each.location} == rare]
        insist(told == [units], f"{units} were put there, {told or 'nothing'} is told")


async def _placed(bench: Bench, one: Customer) -> None:
    await one.place_surely("ok")
    await quiesce(bench.play)


async def _changed(bench: Bench, one: Customer, verb: str, **arguments: object) -> None:
    expect(await one.change(verb, **arguments), "ok")
    await quiesce(bench.play)


async def _of_first_line(one: Customer, quantity: int) -> list[dict[str, object]]:
    return [{"line_id": (await one.lines())[0]["line_id"], "quantity": quantity}]


async def _delivered(bench: Bench, one: Customer) -> None:
    """Have an order leave and arrive."""
    await one.ship_all()
    await quiesce(bench.play)
    for status in TRACKING_SCANS:
        for parcel in await one.parcels():
            expect(await one.work("scan", tracking_number=parcel["tracking_number"], status=status), "ok")
        await quiesce(bench.play)


async def _sent_back(bench: Bench, one: Customer, return_id: str) -> None:
    """Have the warehouse receive one unit of the goods and find it good."""
    (parcel, *_), (line, *_) = await one.parcels(), await one.lines()
    units = [{"line_id": line["line_id"], "sku": GOODS, "quantity": 1}]
    came = await one.work("receive_return", return_id=return_id, location=parcel["location"], lines=units)
    expect(came, "ok")
    expect(await one.work("inspect_return", return_id=return_id, disposition="restock"), "ok")
    await quiesce(bench.play)


def _released(bench: Bench, one: Customer) -> list[Any]:
    return bench.witnessed("parcels", order_id=one.order_id, event="released")


def _left(bench: Bench, one: Customer, units: int) -> None:
    """Insist on how many units the warehouse has in hand for an order."""
    off = bench.witnessed("parcels", order_id=one.order_id, event="cancelled")
    held = sum(each.quantity for each in _released(bench, one)) - sum(each.quantity for each in off)
    insist(held == units, f"the warehouse was to send {units} units, and sends {held}")


def _moved(bench: Bench, one: Customer, *kinds: str, **columns: object) -> None:
    moves = [bench.witnessed("payments", order_id=one.order_id, kind=kind, **columns) for kind in kinds]
    insist(any(moves), f"the gateway's book has no {' or '.join(kinds)}")


def _not_yet(bench: Bench, one: Customer, kind: str) -> None:
    insist(not bench.witnessed("payments", order_id=one.order_id, kind=kind), f"there was a {kind} before it was asked")


async def _is(bench: Bench, one: Customer, status: str) -> None:
    told = await bench.told("statuses", order_id=one.order_id, canonical=status)
    insist(told, f"the journal does not tell that it is {status}")


PROOFS: Mapping[str, Callable[[Bench], Coroutine[Any, Any, None]]] = {
    proof.__name__.removeprefix("_"): proof
    for proof in (
        _cart_add, _add_coupon, _remove_coupon, _set_address, _quote, _place, _pay, _look, _cancel, _cancel_line,
        _cancel_only, _edit, _create_return, _release, _recall, _mark_shipped, _mark_delivered, _capture, _void,
        _refund, _transition, _adjust_stock,
    )
}  # fmt: skip
"""How each verb is proven, by a witness where one can see it; statuses, calls and levels only the system tells."""
