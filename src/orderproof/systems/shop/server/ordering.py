"""One order as a document: how it is locked, what state its counters add up to, how a change of it is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from .clock import later
from .database import dump
from .tables import journal, orders

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .service import Service

Order = dict[str, Any]
RETURN_DAYS = 14


def locked(con: Connection, order_id: str) -> Order | None:
    """Read an order for changing it: nobody else does until the transaction ends."""
    return _document(con, order_id, for_update=True)


def seen(con: Connection, order_id: str) -> Order | None:
    """Read an order."""
    return _document(con, order_id, for_update=False)


def saved(service: Service, con: Connection, order: Order) -> None:
    """Keep a changed order: one version more, and its status told where it is another one."""
    order["version"] += 1
    status = service.parts.status_of(order)
    if status != order["status"]:
        order["status"] = status
        tell(service, con, "status", order["order_id"], status=status, version=order["version"])
    con.execute(
        update(orders)
        .where(orders.c.order_id == order["order_id"])
        .values(document=dump(order), status=status, complete_at=_complete_at(order))
    )


def tell(service: Service, con: Connection, what: str, order_id: str | None, **told: object) -> None:
    """Write one entry into the journal, in the transaction of the change that it tells of."""
    entry = {"what": what, "order_id": order_id, "at": service.clock.text(), **told}
    con.execute(insert(journal).values(order_id=order_id, entry=dump(entry)))


def status_of(order: Order) -> str:
    """Say what the counters of the lines add up to."""
    lines = order["lines"]
    active = sum(line["ordered"] - line["cancelled"] for line in lines)
    shipped = sum(line["shipped"] for line in lines)
    returned = sum(line["returned"] for line in lines)
    delivered = delivered_units(order)
    if active == 0:
        return "cancelled"
    if returned:
        return "returned" if returned == active else _or_completed(order, "partially_returned")
    if delivered:
        return _or_completed(order, "delivered") if delivered == active else "partially_delivered"
    if shipped:
        return "shipped" if shipped == active else "partially_shipped"
    return "placed"


def delivered_units(order: Order) -> int:
    """Count the units in parcels that have arrived."""
    return sum(sum(each["lines"].values()) for each in order["fulfilments"] if each["state"] == "delivered")


def open_units(order: Order) -> int:
    """Count the units that are still to leave."""
    return sum(line["ordered"] - line["cancelled"] - line["shipped"] for line in order["lines"])


def line_of(order: Order, line_id: str) -> dict[str, Any] | None:
    """Find a line."""
    return next((line for line in order["lines"] if line["line_id"] == line_id), None)


def fulfilment_of(order: Order, fulfilment_id: str) -> dict[str, Any] | None:
    """Find a fulfilment."""
    return next((each for each in order["fulfilments"] if each["fulfilment_id"] == fulfilment_id), None)


def _or_completed(order: Order, status: str) -> str:
    return "completed" if order.get("completed") else status


def _complete_at(order: Order) -> str | None:
    """Say when the time for returns is over: none before everything arrived, none while a return is open."""
    if order["status"] not in {"delivered", "partially_returned"} or not order.get("delivered_at"):
        return None
    if any(each["state"] == "shipped" for each in order["fulfilments"]) or open_units(order):
        return None
    if any(each["state"] not in {"closed", "cancelled"} for each in order["returns"]):
        return None
    return later(order["delivered_at"], RETURN_DAYS)


def _document(con: Connection, order_id: str, *, for_update: bool) -> Order | None:
    query = select(orders.c.document).where(orders.c.order_id == order_id)
    found = con.execute(query.with_for_update() if for_update else query).scalar_one_or_none()
    return None if found is None else json.loads(found)
