"""Cancelling: never without the warehouse's word; then goods are let go, and money is given up or given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .carts import said
from .fulfilling import release_to_warehouse
from .mailing import mail
from .ordering import fulfilment_of, line_of, locked, open_units, saved, seen, tell
from .paying import ask_refund, ask_void
from .refusing import RefusedError
from .stocking import release
from .working import Job, LaterError, done, is_done

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .ordering import Order
    from .service import Due, Service

OK, CONFLICT = 200, 409
Units = dict[str, int]


def begin(service: Service, con: Connection, order: Order, body: dict[str, Any]) -> Job:
    """Choose what is to be cancelled and close the order for other changes: the job that asks the warehouse.

    Raises RefusedError where nothing, or not so much, can be cancelled any more.
    """
    asked = service.parts.units_asked(order, body.get("lines"))
    if not any(asked.values()):
        raise RefusedError(409, "invalid_state", "nothing is left to cancel")
    plan = plan_withdrawal(order, asked)
    job_id = close_for_change(service, con, order, "cancel")
    return Job(job_id, "cancel", order["order_id"], {"plan": plan, "reason": said(body, "reason")})


def units_asked(order: Order, lines: object) -> Units:
    """Read which units are meant: all that have not left where none are named."""
    if lines is None:
        return {line["line_id"]: line["ordered"] - line["cancelled"] - line["shipped"] for line in order["lines"]}
    asked: Units = {}
    for each in lines if isinstance(lines, list) else [None]:
        line = line_of(order, str(each.get("line_id"))) if isinstance(each, dict) else None
        units = each.get("quantity") if isinstance(each, dict) else None
        if line is None or not isinstance(units, int) or isinstance(units, bool) or units < 1:
            raise RefusedError(422, "validation", "lines are given as line_id and a quantity from 1 on")
        asked[line["line_id"]] = asked.get(line["line_id"], 0) + units
        if asked[line["line_id"]] > line["ordered"] - line["cancelled"] - line["shipped"]:
            raise RefusedError(409, "invalid_state", "so much of that line cannot be called off any more")
    return asked


def plan_withdrawal(order: Order, asked: Units) -> dict[str, Any]:
    """Take units first from what is not there yet, then parcel by parcel from the last."""
    plan: dict[str, Any] = {"backordered": {}, "parcels": {}}
    for line_id, wanted in asked.items():
        left = wanted
        line = line_of(order, line_id) or {}
        taken = min(left, line["backordered"])
        if taken:
            plan["backordered"][line_id] = taken
            left -= taken
        for each in reversed(order["fulfilments"]):
            taken = min(left, each["lines"].get(line_id, 0)) if each["state"] in {"planned", "released"} else 0
            if taken:
                plan["parcels"].setdefault(each["fulfilment_id"], {})[line_id] = taken
                left -= taken
        if left:
            raise RefusedError(409, "invalid_state", "a part of it is on its way")
    return plan


def close_for_change(service: Service, con: Connection, order: Order, what: str) -> str:
    """Let one change at a time be under way: its name; RefusedError where another is."""
    if order.get("changing"):
        raise RefusedError(409, "in_flight", "another change is under way")
    order["changes"] = order.get("changes", 0) + 1
    order["changing"] = f"{what}-{order['order_id']}-{order['changes']}"
    saved(service, con, order)
    return str(order["changing"])


def cancel(service: Service, job: Job) -> dict[str, Any]:
    """Ask the warehouse, then take note of what it agreed to."""
    agreed = agreed_parcels(service, job)
    plan = job.payload["plan"]

    def note(con: Connection, due: Due) -> dict[str, Any]:
        order = locked(con, job.order_id or "")
        if order is None or is_done(con, job):
            return {}
        order["changing"] = None
        withdrawn = withdraw(service, con, order, plan, agreed)
        if not withdrawn:
            saved(service, con, order)
            refusal = RefusedError(409, "invalid_state", "the parcel is leaving")
            return done(con, job, {"status": refusal.status, "body": refusal.body()})
        refunds = _cancelled(service, con, order, withdrawn, job.payload["reason"])
        service.parts.settle_cancel(service, con, due, order, job.job_id, refunds)
        saved(service, con, order)
        if order["status"] == "cancelled":
            mail(service, con, due, order, "cancelled", order["order_id"])
        return done(con, job, {"status": OK, "order_id": order["order_id"]})

    return service.transact(note)


def agreed_parcels(service: Service, job: Job) -> list[str]:
    """Ask the warehouse for its word on each parcel of a plan: those that it took the units out of."""
    with service.database.read() as con:
        order = seen(con, job.order_id or "")
    if order is None:
        raise LaterError("the order is not there")
    agreed = []
    for fulfilment_id, units in job.payload["plan"]["parcels"].items():
        fulfilment = fulfilment_of(order, fulfilment_id)
        if fulfilment is None:
            continue
        if fulfilment["state"] == "planned":
            release_to_warehouse(service, order, {**fulfilment, "planned": fulfilment["lines"]})
        if service.parts.warehouse_agrees(service, fulfilment_id, units, job.job_id):
            agreed.append(fulfilment_id)
    return agreed


def warehouse_agrees(service: Service, fulfilment_id: str, units: Units, key: str) -> bool:
    """Ask for units to be taken out of a parcel; the same key gets the same word. LaterError where none came."""
    lines = [{"line_id": line_id, "quantity": count} for line_id, count in units.items()]
    status, _ = service.warehouse.call("POST", f"/releases/{fulfilment_id}/cancel", {"lines": lines, "key": key})
    if status not in {OK, CONFLICT}:
        raise LaterError(f"the warehouse answered {status}")
    return status == OK


def withdraw(service: Service, con: Connection, order: Order, plan: dict[str, Any], agreed: list[str]) -> Units:
    """Take units out of backorders and parcels, and let go of the goods kept for them: how many of each line."""
    withdrawn: Units = {}
    for line_id, units in plan["backordered"].items():
        line = line_of(order, line_id) or {}
        line["backordered"] = max(0, line["backordered"] - units)
        withdrawn[line_id] = withdrawn.get(line_id, 0) + units
    for fulfilment_id in agreed:
        fulfilment = fulfilment_of(order, fulfilment_id) or {}
        for line_id, units in sorted(plan["parcels"][fulfilment_id].items()):
            line = line_of(order, line_id) or {}
            if fulfilment["state"] not in {"shipped", "delivered"}:
                fulfilment["lines"][line_id] -= units
            cell = (line_id, line["sku"], fulfilment["location"], units)
            service.parts.let_go(service, con, order["order_id"], cell)
            withdrawn[line_id] = withdrawn.get(line_id, 0) + units
        fulfilment["lines"] = {line_id: units for line_id, units in fulfilment["lines"].items() if units}
        if not fulfilment["lines"] and fulfilment["state"] in {"planned", "released"}:
            fulfilment["state"] = "cancelled"
    return withdrawn


def let_go(service: Service, con: Connection, order_id: str, cell: tuple[str, str, str, int]) -> None:
    """Let go of goods that were kept, once."""
    release(service, con, order_id, cell)


def _cancelled(
    service: Service, con: Connection, order: Order, withdrawn: Units, reason: str
) -> dict[str, tuple[int, int]]:
    """Count units as cancelled, the last of a line first: which units of each line they were."""
    spans = {}
    for line_id, units in withdrawn.items():
        line = line_of(order, line_id) or {}
        end = line["ordered"] - line["cancelled"]
        spans[line_id] = (end - units, end)
        line["cancelled"] += units
        tell(service, con, "cancelled", order["order_id"], line_id=line_id, quantity=units, reason=reason or None)
    return spans


def settle_cancel(
    service: Service, con: Connection, due: Due, order: Order, cause: str, spans: dict[str, tuple[int, int]]
) -> None:
    """Give back what was taken for cancelled units, or give up what was only set aside."""
    if not service.catalogue.channels[order["channel"]].captures_on_placing:
        ask_void(con, due, order)
        return
    is_whole = open_units(order) == 0 and not any(line["shipped"] for line in order["lines"])
    amount = service.parts.refund_amount(order, spans, with_shipping=is_whole)
    ask_refund(service, con, due, order, cause, amount)
