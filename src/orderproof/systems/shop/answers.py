"""From an HTTP answer of the shop to an outcome: said yes, said no and why, or never said, and what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orderproof.model.commands import Outcome
from orderproof.systems import claims
from orderproof.systems.claims import SOURCE, Shown, row, seen
from orderproof.systems.shop.telling import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from orderproof.model.ledgers.envelope import Row
    from orderproof.systems.claims import Look

REFUSALS: Mapping[str, str] = {
    "declined": "declined",
    "out_of_stock": "out_of_stock",
    "invalid_state": "invalid_state",
    "conflict": "conflict",
    "in_flight": "conflict",
    "total_changed": "conflict",
    "not_found": "not_found",
    "validation": "validation",
    "busy": "busy",
}
_BY_STATUS = {400: "validation", 404: "not_found", 409: "conflict", 422: "validation", 429: "busy"}
_TOTALS = ("items", "discount", "shipping", "fees", "tax", "total", "due")


def outcome_of(status: int, body: Mapping[str, Any], claims: tuple[Row, ...] = ()) -> Outcome:
    """Read an answer: 2xx is ok, 4xx a refusal with its reason, 5xx means that nobody knows."""
    order_id = body.get("order_id")
    common: dict[str, Any] = {"native_status": str(status), "order_id": order_id, "body": body}
    if status >= 500:  # noqa: PLR2004 - a class of HTTP's own
        return Outcome(state="unknown", **common)
    if status >= 400:  # noqa: PLR2004 - a class of HTTP's own
        error = body.get("error")
        code = str(error.get("code")) if isinstance(error, dict) else ""
        return Outcome(state="refused", refusal=REFUSALS.get(code, _BY_STATUS.get(status, "other")), **common)
    return Outcome(state="ok", claims=claims, **common)


def told_by(order: Mapping[str, Any], look: Look, name: str) -> Iterator[Row]:
    """Give what an order's page tells: its totals, its status, and that somebody looked; `name` makes ids unique."""
    is_whole = all(isinstance(order.get(each), int) for each in _TOTALS)
    totals = {each: order[each] for each in _TOTALS} if is_whole else None
    status, version = order["status"], order.get("version")
    yield from seen(Shown(order["order_id"], totals, status, canonical(status), version), look, name)


def quoted(quote: Mapping[str, Any], order_id: str, look: Look, name: str) -> Row:
    """Give the total that was quoted before there was an order, once it has a name."""
    return claims.quoted(order_id, {each: quote[each] for each in _TOTALS if each != "due"}, look, name)


def offered(products: Sequence[Mapping[str, Any]], currencies: Mapping[str, str], look: Look) -> Iterator[Row]:
    """Give the price list and what can be bought: in force since ever, as no price changes in a play."""
    envelope = {"source": SOURCE, "occurred_at": look.asked_at, "asked_at": look.asked_at}
    for product in products:
        for channel, price in product["prices"].items():
            name = {"row_id": f"{product['sku']}/{channel}", "sku": product["sku"], "channel": channel}
            yield row("prices", **envelope, **name, currency=currencies[channel], price=price)
            yield row("listings", **envelope, **name, sellable=True)


def declared(policies: Mapping[str, Any], look: Look) -> Iterator[Row]:
    """Give what the catalogue declares of taxes and shipping: in force since ever, as neither changes in a play."""
    envelope = {"source": SOURCE, "occurred_at": look.asked_at, "asked_at": look.asked_at}
    for tax in policies["tax"]:
        jurisdiction = tax["country"] if tax["region"] is None else f"{tax['country']}-{tax['region']}"
        name = {"row_id": f"tax/{jurisdiction}/{tax['category']}", "jurisdiction": jurisdiction}
        yield row("tax_rates", **envelope, **name, category=tax["category"], rate=tax["rate"])
    for channel, methods in policies["shipping"].items():
        currency = policies["channels"][channel]["currency"]
        for method in methods:
            name = {"row_id": f"shipping/{channel}/{method['method']}", "shipping_method": method["method"]}
            yield row("shipping_prices", **envelope, **name, currency=currency, price=method["price"])
