"""Returns: asked for in time, received, looked at; then stock, money and papers follow what the warehouse found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .carts import said
from .clock import later
from .ordering import RETURN_DAYS, Order, line_of, locked, saved, tell
from .paying import ask_refund
from .refusing import RefusedError
from .stocking import received

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .service import Due, Service


def request(service: Service, con: Connection, order: Order, body: dict[str, Any]) -> dict[str, Any]:
    """Open a return of units that arrived: its id; RefusedError where it is too late or too much."""
    in_time = order.get("delivered_at") and service.clock.text() <= later(order["delivered_at"], RETURN_DAYS)
    if order["status"] not in {"delivered", "partially_returned", "partially_delivered"} or not in_time:
        raise RefusedError(409, "invalid_state", "nothing can be returned, or not any more")
    lines = _lines(order, body.get("lines"))
    reason = said(body, "reason")
    return_id = f"R-{order['order_id']}-{len(order['returns']) + 1}"
    order["returns"].append({"return_id": return_id, "lines": lines, "state": "approved"})
    for event in ("requested", "approved"):
        for line_id, units in lines.items():
            tell(service, con, "return", order["order_id"],
                 event=event, return_id=return_id, line_id=line_id, quantity=units, reason=reason)  # fmt: skip
    saved(service, con, order)
    return {"status": 201, "body": {"return_id": return_id, "order_id": order["order_id"]}}


def inspected(service: Service, con: Connection, due: Due, told: dict[str, Any]) -> None:
    """Take back what the warehouse looked at: stock where it is good, the money that was paid for it either way."""
    order = locked(con, told["order_id"])
    mine = None if order is None else next((r for r in order["returns"] if r["return_id"] == told["return_id"]), None)
    if order is None or mine is None or mine["state"] != "approved":
        return
    mine["state"] = "inspected"
    spans = {}
    for each in sorted(told["lines"], key=lambda line: line["sku"]):
        line = line_of(order, each["line_id"]) or {}
        spans[each["line_id"]] = (line["returned"], line["returned"] + each["quantity"])
        line["returned"] += each["quantity"]
        if service.parts.goes_on_the_shelf(told["disposition"]):
            received(con, each["sku"], told["location"], each["quantity"])
    amount = service.parts.refund_amount(order, spans, with_shipping=False)
    order["credits"][mine["return_id"]] = {line_id: list(span) for line_id, span in spans.items()}
    tell(service, con, "granted", order["order_id"], remedy_id=mine["return_id"], return_id=mine["return_id"],
         amount=amount, currency=order["currency"])  # fmt: skip
    ask_refund(service, con, due, order, mine["return_id"], amount)
    saved(service, con, order)


def goes_on_the_shelf(disposition: str) -> bool:
    """Say whether returned goods can be sold again: the warehouse decides."""
    return disposition == "restock"


def _lines(order: Order, given: object) -> dict[str, int]:
    lines: dict[str, int] = {}
    for each in given if isinstance(given, list) and given else [None]:
        units = each.get("quantity") if isinstance(each, dict) else None
        line = line_of(order, str(each.get("line_id"))) if isinstance(each, dict) else None
        if line is None or not isinstance(units, int) or isinstance(units, bool) or units < 1:
            raise RefusedError(422, "validation", "lines are given as line_id and a quantity from 1 on")
        lines[line["line_id"]] = lines.get(line["line_id"], 0) + units
    for line_id, units in lines.items():
        line = line_of(order, line_id) or {}
        under_way = sum(r["lines"].get(line_id, 0) for r in order["returns"] if r["state"] == "approved")
        arrived = sum(each["lines"].get(line_id, 0) for each in order["fulfilments"] if each["state"] == "delivered")
        if units > arrived - line["returned"] - under_way:
            raise RefusedError(409, "invalid_state", "so much of that line has not arrived, or is returned already")
    return lines
