"""What surfaces show: an order as it is looked at, the cart as quoted, stock levels, prices and what is on sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orderproof.systems.vendure.goods import MARKETS, OFFERS, articles
from orderproof.systems.vendure.telling import CANONICAL, SOURCE, row, totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from orderproof.model.ledgers.envelope import Row


@dataclass(frozen=True, slots=True)
class Look:
    """One look: by whom, on which surface, asked and answered when (business time, naive UTC)."""

    client: str
    surface: str
    asked_at: datetime
    answered_at: datetime


def body_of(order: Mapping[str, Any]) -> dict[str, object]:
    """Give an order in the words that journeys know."""
    return {
        "order_id": order["code"],
        "cart_id": order["code"],
        "status": order["state"],
        "total": order["totalWithTax"],
        "lines": [
            {"line_id": each["id"], "sku": each["productVariant"]["sku"], "quantity": each["quantity"]}
            for each in order["lines"]
        ],
        **{name: order[name] for name in ("payments", "fulfillments", "return_id") if name in order},
    }


def is_gross(order: Mapping[str, Any]) -> bool:
    """Tell whether an order's prices include tax, by the currency, of which each channel has its own."""
    return any(each.includes_tax for each in MARKETS.values() if each.currency == order["currencyCode"])


def told_by(order: Mapping[str, Any], look: Look, name: str) -> Iterator[Row]:
    """Give what one look at an order tells: its totals, its status, and that somebody looked."""
    code = order["code"]
    name = f"{name}.{code}"
    envelope = {
        "source": SOURCE,
        "row_id": name,
        "occurred_at": look.asked_at,
        "asked_at": look.asked_at,
        "observed_at": look.answered_at,
    }
    yield row("order_totals", **envelope, order_id=code, surface=look.surface, **totals(order, gross=is_gross(order)))
    yield row(
        "statuses",
        **envelope,
        object_type="order",
        object_id=code,
        order_id=code,
        native=order["state"],
        canonical=CANONICAL.get(order["state"]),
        surface=look.surface,
    )
    yield row(
        "reads",
        **(envelope | {"source": "driver"}),
        read_id=name,
        client=look.client,
        surface=look.surface,
        subject=code,
        answered_at=look.answered_at,
    )


def quoted(cart: Mapping[str, Any], look: Look, name: str) -> Row:
    """Give the total that was quoted before the cart became an order."""
    return row(
        "order_totals",
        source=SOURCE,
        row_id=name,
        occurred_at=look.asked_at,
        asked_at=look.asked_at,
        observed_at=look.answered_at,
        order_id=cart["code"],
        surface="quote",
        **totals(cart, gross=is_gross(cart)),
    )


def offered(at: datetime) -> Iterator[Row]:
    """Give the price list, what can be bought, and the offers with their limits: none of it changes in a play."""
    for offer in OFFERS:
        yield row(
            "offers", source=SOURCE, row_id=offer.name, occurred_at=at, asked_at=at, offer=offer.name, uses=offer.uses
        )
    for article in articles():
        for channel, price in article.prices.items():
            name = {"row_id": f"{article.sku}/{channel}", "sku": article.sku, "channel": channel}
            envelope = {"source": SOURCE, "occurred_at": at, "asked_at": at}
            yield row("prices", **envelope, **name, currency=MARKETS[channel].currency, price=price)
            yield row("listings", **envelope, **name, sellable=True)


def levels(stock: Sequence[Mapping[str, Any]], look: Look, name: str) -> list[Row]:
    """Give the stock levels of one reading."""
    return [
        row(
            "stock_levels",
            source=SOURCE,
            row_id=f"{name}.{nth}",
            occurred_at=look.asked_at,
            asked_at=look.asked_at,
            observed_at=look.answered_at,
            surface="channel",
            as_of=look.asked_at,
            **{each: level[each] for each in ("sku", "location", "on_hand", "reserved", "available")},
        )
        for nth, level in enumerate(stock)
    ]
