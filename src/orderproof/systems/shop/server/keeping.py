"""What the operator sees and sets: the clock, what is left to do, any order, the journal."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from .ordering import locked, saved, seen
from .refusing import RefusedError
from .tables import journal, orders

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .http import Call
    from .service import Due, Service

PAGE_MAX = 10_000
NUMBER_MAX = (1 << 63) - 1
OFFSET_US_MAX = 100 * 366 * 86_400_000_000
"""A hundred years: no calendar ends within them."""


def set_clock(call: Call) -> dict[str, Any]:
    """Move business time, and do at once what has fallen due."""
    offset_us = call.body.get("offset_us")
    if not isinstance(offset_us, int) or isinstance(offset_us, bool) or abs(offset_us) > OFFSET_US_MAX:
        raise RefusedError(422, "validation", "offset_us is no whole number of up to a hundred years")
    call.service.clock.offset_us = offset_us
    complete_due(call.service)
    return {"offset_us": offset_us}


def pending(service: Service) -> int:
    """Count requests, jobs and tellings that are not done."""
    return service.requests + service.jobs.pending + sum(each.pending for each in service.subscribers)


def complete_due(service: Service) -> None:
    """Complete the orders whose time for returns is over."""
    with service.database.read() as con:
        due = con.execute(select(orders.c.order_id).where(orders.c.complete_at <= service.clock.text())).scalars().all()
    for order_id in due:
        service.transact(partial(_complete, service, order_id))


def _complete(service: Service, order_id: str, con: Connection, _due: Due) -> None:
    order = locked(con, order_id)
    complete_at = con.execute(select(orders.c.complete_at).where(orders.c.order_id == order_id)).scalar_one_or_none()
    if order is not None and complete_at is not None and complete_at <= service.clock.text():
        order["completed"] = True
        saved(service, con, order)


def order(call: Call) -> dict[str, Any]:
    """Show any order as its customer sees it."""
    with call.service.database.read() as con:
        found = seen(con, call.path["order_id"])
    if found is None:
        raise RefusedError(404, "not_found", "there is no such order")
    told: dict[str, Any] = call.service.parts.show(found)
    return told


def journal_page(call: Call) -> dict[str, Any]:
    """Give the journal after a number, a page at a time."""
    try:
        after, limit = (
            int(call.request.query_params.get(name, default)) for name, default in (("after", 0), ("limit", 1000))
        )
    except ValueError as fault:
        raise RefusedError(422, "validation", "after and limit are whole numbers") from fault
    with call.service.database.read() as con:
        query = select(journal.c.seq, journal.c.entry).where(journal.c.seq > min(max(after, 0), NUMBER_MAX))
        rows = con.execute(query.order_by(journal.c.seq).limit(max(1, min(limit, PAGE_MAX)))).all()
    entries = [{"seq": seq, **json.loads(entry)} for seq, entry in rows]
    return {"entries": entries, "last": entries[-1]["seq"] if entries else after}
