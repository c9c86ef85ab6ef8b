"""What customers see of their orders: the detail, the list, the page. Read off the order itself, never kept apart."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from .mailing import money
from .ordering import Order, seen
from .placing import due_of
from .refusing import RefusedError
from .tables import orders

if TYPE_CHECKING:
    from .service import Service

LIST_MAX = 100


def own(service: Service, shopper_id: str, order_id: str) -> Order:
    """Read a shopper's own order; another's is not there for them."""
    with service.database.read() as con:
        order = seen(con, order_id)
    if order is None or order["shopper_id"] != shopper_id:
        raise RefusedError(404, "not_found", "there is no such order")
    return order


def detail(order: Order) -> dict[str, Any]:
    """Tell everything of an order that its customer may know."""
    bill = order["bill"]
    return {
        "order_id": order["order_id"], "checkout_id": order["cart_id"], "status": order["status"],
        "version": order["version"], "currency": order["currency"], "price_includes_tax": order["includes_tax"],
        "placed_at": order["placed_at"],
        **{name: bill[name] for name in ("items", "discount", "shipping", "fees", "tax", "total")},
        "due": due_of(order),
        "lines": [
            {"line_id": line["line_id"], "sku": line["sku"], "quantity": line["ordered"] - line["cancelled"],
             **{name: line[name] for name in ("unit_price", "shipped", "cancelled", "backordered", "returned")}}
            for line in order["lines"]
        ],
        "parcels": [{"tracking_number": each["tracking"], "status": each.get("scan")}
                    for each in order["fulfilments"] if each["tracking"]],
        "promise": order["promise"],
        "returns": [{"return_id": each["return_id"], "state": each["state"]} for each in order["returns"]],
        "refunded": sum(each["amount"] for each in order["refunds"]),
    }  # fmt: skip


def listed(service: Service, shopper_id: str) -> dict[str, Any]:
    """Tell a shopper's newest orders."""
    with service.database.read() as con:
        query = select(orders.c.document).where(orders.c.shopper_id == shopper_id)
        newest = query.order_by(orders.c.placed_at.desc(), orders.c.order_id).limit(LIST_MAX)
        found = [json.loads(each) for each in con.execute(newest).scalars()]
    return {"orders": [service.parts.show(each) for each in sorted(found, key=lambda each: each["placed_at"])]}


def page(told: dict[str, Any]) -> str:
    """Write the page of an order: whatever comes from people is text."""
    rows = "".join(
        f"<tr><td>{_text(line['sku'])}</td><td>{line['quantity']}</td>"
        f"<td>{money(line['unit_price'], told['currency'])}</td></tr>"
        for line in told["lines"]
    )
    facts = "".join(
        f"<dt>{name}</dt><dd data-fact='{name}'>{money(told[name], told['currency'])}</dd>"
        for name in ("items", "discount", "shipping", "tax", "total", "due")
    )
    parcels = "".join(f"<li data-fact='tracking'>{_text(each['tracking_number'])}</li>" for each in told["parcels"])
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>Order {_text(told['order_id'])}</title><h1>Order {_text(told['order_id'])}</h1>"
        f"<p>Status: <strong data-fact='status'>{_text(told['status'])}</strong></p>"
        f"<table><tr><th>Goods</th><th>Units</th><th>Each</th></tr>{rows}</table><dl>{facts}</dl><ul>{parcels}</ul>"
    )


def _text(value: object) -> str:
    return html.escape(str(value))
