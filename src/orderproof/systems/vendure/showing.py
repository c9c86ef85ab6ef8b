"""What surfaces show: an order as it is looked at, the cart as quoted, stock levels, prices and what is on sale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orderproof.systems import claims
from orderproof.systems.claims import SOURCE, Shown, row, seen
from orderproof.systems.vendure.goods import MARKETS, OFFERS, articles
from orderproof.systems.vendure.telling import CANONICAL, totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from orderproof.model.ledgers.envelope import Row
    from orderproof.systems.claims import Look


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
    code, state = order["code"], order["state"]
    shown = Shown(code, totals(order, gross=is_gross(order)), state, CANONICAL.get(state))
    yield from seen(shown, look, f"{name}.{code}")


def quoted(cart: Mapping[str, Any], look: Look, name: str) -> Row:
    """Give the total that was quoted before the cart became an order."""
    return claims.quoted(cart["code"], totals(cart, gross=is_gross(cart)), look, name)


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
