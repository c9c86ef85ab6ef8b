"""Editing: new quantities before anything has left; the bill is made anew and the money follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .cancelling import agreed_parcels, close_for_change, plan_withdrawal, withdraw
from .fulfilling import plan_fulfilments
from .ordering import Order, fulfilment_of, line_of, locked, saved, seen
from .paying import ask_refund, note_started, start_payment
from .placing import tell_allocated, tell_bill, tell_line
from .pricing import bill_of
from .refusing import RefusedError
from .stocking import release, reserve
from .working import Job, LaterError, done, is_done

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .service import Due, Service


def begin(service: Service, con: Connection, order: Order, body: dict[str, Any]) -> Job:
    """Choose what is added and taken off, and keep goods for what is added: the job that asks for the rest.

    Raises RefusedError where the order has left, was cancelled in part, or the goods are not there.
    """
    if order["status"] != "placed" or any(line["cancelled"] or line["backordered"] for line in order["lines"]):
        raise RefusedError(409, "invalid_state", "this order cannot be changed any more")
    changes = _changes(service, order, body.get("lines"))
    added = [(line_id, sku, units) for line_id, (sku, units) in changes.items() if units > 0]
    dropped = {line_id: -units for line_id, (_, units) in changes.items() if units < 0}
    plan = plan_withdrawal(order, dropped)
    job_id = close_for_change(service, con, order, "edit")
    kept, missing = reserve(
        service, con, order["order_id"], added, service.parts.route(service.catalogue, order["address"]["country"])
    )
    if missing:
        raise RefusedError(409, "out_of_stock", "there is not so much of it")
    return Job(
        job_id, "edit", order["order_id"],
        {"plan": plan, "kept": kept, "changes": {line_id: list(change) for line_id, change in changes.items()}},
    )  # fmt: skip


def edit(service: Service, job: Job) -> dict[str, Any]:
    """Get the warehouse's word for what is taken off and the money for what is added, then change the order."""
    with service.database.read() as con:
        before = seen(con, job.order_id or "")
    if before is None:
        raise LaterError("the order is not there")
    agreed = agreed_parcels(service, job)
    refused = len(agreed) < len(job.payload["plan"]["parcels"])
    changed = _changed(service, before, {} if refused else job.payload["changes"])
    more = changed["bill"]["total"] - before["bill"]["total"]
    intent = f"{before['order_id']}-{len(before['payments']) + 1}"
    answer = start_payment(service, job, before, more, intent) if more > 0 else None

    def note(con: Connection, due: Due) -> dict[str, Any]:
        order = locked(con, job.order_id or "")
        if order is None or is_done(con, job):
            return {}
        order["changing"] = None
        if refused or (answer is not None and answer["state"] != "succeeded"):
            return _refused(service, con, due, (order, job, agreed))
        _apply(service, con, due, (order, changed, job))
        if answer is not None:
            note_started(service, con, order, intent, answer)
        elif service.catalogue.channels[order["channel"]].captures_on_placing and more < 0:
            ask_refund(service, con, due, order, job.job_id, -more)
        saved(service, con, order)
        tell_bill(service, con, order)
        return done(con, job, {"status": 200, "order_id": order["order_id"]})

    return service.transact(note)


def _changes(service: Service, order: Order, lines: object) -> dict[str, tuple[str, int]]:
    """Read the new quantities as units added (or taken off, negative) of each line."""
    changes: dict[str, tuple[str, int]] = {}
    for each in lines if isinstance(lines, list) and lines else [None]:
        units = each.get("quantity") if isinstance(each, dict) else None
        if not isinstance(each, dict) or not isinstance(units, int) or isinstance(units, bool) or not 0 < units <= 999:  # noqa: PLR2004 - as for carts
            raise RefusedError(422, "validation", "lines are given as line_id or sku and a quantity from 1 to 999")
        line = line_of(order, str(each.get("line_id")))
        if line is None:
            line = next((one for one in order["lines"] if one["sku"] == each.get("sku")), None)
        if line is not None:
            changes[line["line_id"]] = (line["sku"], units - line["ordered"])
        elif _is_sold(service, order["channel"], str(each.get("sku"))):
            changes[_new_line_id(order, changes)] = (str(each["sku"]), units)
        else:
            raise RefusedError(422, "validation", "there is no such line and no such thing to buy")
    return {line_id: change for line_id, change in changes.items() if change[1]}


def _new_line_id(order: Order, changes: dict[str, tuple[str, int]]) -> str:
    """Name a line that is added: after the last one, as numbers in between may be missing."""
    return str(max(int(line_id) for line_id in (*(line["line_id"] for line in order["lines"]), *changes)) + 1)


def _is_sold(service: Service, channel: str, sku: str) -> bool:
    product = service.catalogue.products.get(sku)
    return product is not None and channel in product.prices


def _changed(service: Service, order: Order, changes: dict[str, Any]) -> dict[str, Any]:
    """Give lines and bill as they will be."""
    lines = [dict(line) for line in order["lines"]]
    known = {line["line_id"]: line for line in lines}
    for line_id, (sku, units) in changes.items():
        if line_id in known:
            known[line_id]["ordered"] += units
        else:
            price = service.catalogue.products[sku].prices[order["channel"]]
            lines.append({"line_id": line_id, "sku": sku, "unit_price": price, "ordered": units,
                          "cancelled": 0, "backordered": 0, "shipped": 0, "returned": 0})  # fmt: skip
    priced = [{"line_id": line["line_id"], "sku": line["sku"], "quantity": line["ordered"],
               "unit_price": line["unit_price"]} for line in lines]  # fmt: skip
    parts, catalogue = service.parts, service.catalogue
    bill = bill_of(parts, catalogue, order["channel"], order["address"], priced, order["coupon"])
    return {"lines": lines, "bill": service.parts.bill_after_edit(order["bill"], bill)}


def bill_after_edit(_before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Say which bill holds after an edit: the new one."""
    return after


def _apply(service: Service, con: Connection, due: Due, change: tuple[Order, dict[str, Any], Job]) -> None:
    order, changed, job = change
    withdraw(service, con, order, job.payload["plan"], list(job.payload["plan"]["parcels"]))
    order["lines"], order["bill"] = changed["lines"], changed["bill"]
    for line_id, (_, units) in job.payload["changes"].items():
        tell_line(service, con, order["order_id"], line_of(order, line_id) or {}, units)
    for fulfilment in plan_fulfilments(order, job.payload["kept"]):
        tell_allocated(service, con, order["order_id"], fulfilment)
        job_id = f"release-{fulfilment['fulfilment_id']}"
        due.add(con, "release", order["order_id"], job_id, fulfilment=fulfilment)


def _refused(service: Service, con: Connection, due: Due, change: tuple[Order, Job, list[str]]) -> dict[str, Any]:
    """Leave the order as it was: goods kept for it are let go, units that the warehouse took out are sent anew."""
    order, job, agreed = change
    skus = {line_id: sku for line_id, (sku, _) in job.payload["changes"].items()}
    for location, lines in job.payload["kept"].items():
        for line_id, units in lines.items():
            release(service, con, order["order_id"], (line_id, skus[line_id], location, units))
    for fulfilment_id in agreed:
        units_out = job.payload["plan"]["parcels"][fulfilment_id]
        fulfilment = fulfilment_of(order, fulfilment_id) or {}
        if fulfilment["state"] not in {"shipped", "delivered"}:
            fulfilment["lines"] = {each: count - units_out.get(each, 0) for each, count in fulfilment["lines"].items()}
        for anew in plan_fulfilments(order, {fulfilment["location"]: units_out}):
            due.add(con, "release", order["order_id"], f"release-{anew['fulfilment_id']}", fulfilment=anew)
    saved(service, con, order)
    refusal = RefusedError(409, "invalid_state", "the change came too late, or could not be paid")
    return done(con, job, {"status": refusal.status, "body": refusal.body()})
