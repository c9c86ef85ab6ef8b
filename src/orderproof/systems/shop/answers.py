"""From an HTTP answer of the shop to an outcome: said yes, said no and why, or never said, and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orderproof.model.commands import Outcome
from orderproof.systems.shop.telling import SOURCE, canonical, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from orderproof.model.ledgers.envelope import Row

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


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the shop: by whom, on which surface, asked and answered when (business time, naive UTC)."""

    client: str
    surface: str
    asked_at: datetime
    answered_at: datetime


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
    order_id = order["order_id"]
    envelope = {
        "source": SOURCE,
        "row_id": name,
        "occurred_at": look.asked_at,
        "asked_at": look.asked_at,
        "observed_at": look.answered_at,
    }
    if all(isinstance(order.get(each), int) for each in _TOTALS):
        yield row(
            "order_totals",
            **envelope,
            order_id=order_id,
            surface=look.surface,
            version=order.get("version"),
            **{each: order[each] for each in _TOTALS},
        )
    yield row(
        "statuses",
        **envelope,
        object_type="order",
        object_id=order_id,
        order_id=order_id,
        native=order["status"],
        canonical=canonical(order["status"]),
        surface=look.surface,
    )
    yield row(
        "reads",
        **(envelope | {"source": "driver"}),
        read_id=name,
        client=look.client,
        surface=look.surface,
        subject=order_id,
        answered_at=look.answered_at,
        version=order.get("version"),
    )


def quoted(quote: Mapping[str, Any], order_id: str, look: Look, name: str) -> Row:
    """Give the total that was quoted before there was an order, once it has a name."""
    parts = {each: quote[each] for each in ("items", "discount", "shipping", "fees", "tax", "total")}
    return row(
        "order_totals",
        source=SOURCE,
        row_id=name,
        occurred_at=look.asked_at,
        asked_at=look.asked_at,
        observed_at=look.answered_at,
        order_id=order_id,
        surface="quote",
        **parts,
    )


def offered(products: Sequence[Mapping[str, Any]], currencies: Mapping[str, str], look: Look) -> Iterator[Row]:
    """Give the price list and what can be bought: in force since ever, as no price changes in a play."""
    envelope = {"source": SOURCE, "occurred_at": look.asked_at, "asked_at": look.asked_at}
    for product in products:
        for channel, price in product["prices"].items():
            name = {"row_id": f"{product['sku']}/{channel}", "sku": product["sku"], "channel": channel}
            yield row("prices", **envelope, **name, currency=currencies[channel], price=price)
            yield row("listings", **envelope, **name, sellable=True)


def levels(stock: Sequence[Mapping[str, Any]], look: Look, name: str) -> list[Row]:
    """Give the stock levels of one consistent reading."""
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
