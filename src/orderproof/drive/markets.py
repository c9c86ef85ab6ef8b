"""The checks of what differs by market: two channels with a currency, a place, taxes and offers of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from orderproof.drive.bench import BERLIN, GOODS, insist, total_in

if TYPE_CHECKING:
    from orderproof.drive.bench import Bench
    from orderproof.journeys.customer import Customer

CURRENCIES = {"eu": "EUR", "us": "USD"}
PLACES = {"eu": "berlin", "us": "reno"}
INCLUDES_TAX = {"eu": True, "us": False}
ADDRESSES = {"eu": BERLIN, "us": None}
RELEASED_BY = timedelta(hours=2)
COUPON = "WELCOME10"


async def two_channels(bench: Bench) -> None:
    """See that each channel has its currency, and that journal, page and gateway speak of the same money."""
    for channel, currency in CURRENCIES.items():
        one = await bench.order(channel=channel)
        placed = await _only(bench, "orders", one)
        insist(placed.channel == channel, f"an order of {channel} is told to be of {placed.channel}")
        insist(placed.currency == currency, f"an order of {channel} is told in {placed.currency}")
        paid = {each.currency for each in bench.witnessed("payments", order_id=one.order_id)}
        insist(paid == {currency}, f"an order of {channel} was paid in {', '.join(sorted(paid)) or 'nothing'}")
        total, told = bench.authorized(one), (await _only(bench, "order_totals", one, surface="order")).total
        insist(told == total, f"the gateway was asked for {total}, and the journal tells {told} {currency}")
        shown = total_in(await one.look())
        insist(shown == total, f"the gateway was asked for {total}, and the page shows {shown} {currency}")


async def two_places(bench: Bench) -> None:
    """See that the same goods leave from another place for another market, and that nothing else is told."""
    orders = {channel: await bench.order(channel=channel, address=ADDRESSES[channel]) for channel in PLACES}
    await bench.later(RELEASED_BY)
    for channel, place in PLACES.items():
        whose = orders[channel].order_id
        released = bench.witnessed("parcels", order_id=whose, event="released")
        insist(released, f"{GOODS} for {channel} was not released within {RELEASED_BY}")
        seen = {each.location for each in (*released, *await bench.told("stock_moves", order_id=whose))}
        insist(seen == {place}, f"{GOODS} for {channel} leaves from {', '.join(sorted(seen))}, not from {place}")


async def taxes(bench: Bench) -> None:
    """See that prices include tax in one market and not in the other, and that every tax is told."""
    for channel, includes in INCLUDES_TAX.items():
        one = await bench.order(channel=channel)
        declared = (await _only(bench, "orders", one)).price_includes_tax
        insist(declared is includes, f"prices of {channel} are told to include tax: {declared}")
        told = await bench.told("taxes", order_id=one.order_id)
        insist(told, f"no tax is told of an order in {channel}")
        bill = await _only(bench, "order_totals", one, surface="order")
        insist(bill.tax and bill.tax > 0, f"an order in {channel} has no tax in its totals")
        insist(
            sum(each.amount for each in told) == bill.tax,
            f"taxes of an order in {channel} do not add up to {bill.tax}",
        )
        parts = bill.items - bill.discount + bill.shipping + bill.fees + (0 if includes else bill.tax)
        insist(parts == bill.total, f"the parts of an order in {channel} come to {parts}, its total is {bill.total}")


async def offers(bench: Bench) -> None:
    """See that a coupon takes something off beyond what is off anyway, and that each reduction is told."""
    plain, reduced = await bench.order(), await bench.order(coupon=COUPON)
    told = await bench.told("discounts", order_id=reduced.order_id)
    insist(told, f"no discount is told of an order with {COUPON}")
    bill, before = [await _only(bench, "order_totals", each, surface="order") for each in (reduced, plain)]
    insist(bill.discount > before.discount, f"{COUPON} takes nothing off")
    added = sum(each.amount for each in told)
    insist(added == bill.discount, f"discounts come to {added}, the total tells {bill.discount}")


async def _only(bench: Bench, ledger: str, one: Customer, **columns: object) -> Any:  # noqa: ANN401 - of any ledger
    rows = await bench.told(ledger, order_id=one.order_id, **columns)
    insist(len(rows) == 1, f"{len(rows)} rows of {ledger} are told of a new order")
    return rows[0]
