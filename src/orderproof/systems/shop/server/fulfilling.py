"""Fulfilment: a parcel for each place, released to the warehouse, and what warehouse and carrier say of it."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from .documents import invoice
from .mailing import mail
from .ordering import fulfilment_of, line_of, locked, saved, seen, tell
from .paying import ask_capture, ask_void
from .stocking import received, reserve
from .tables import backorders
from .working import LaterError, done, is_done

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .catalogue import Catalogue
    from .ordering import Order
    from .service import Due, Service
    from .working import Job

CREATED = 201


def plan_fulfilments(order: Order, kept: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    """Add a fulfilment for each place that goods were kept at: those that were added."""
    added = []
    for location, lines in kept.items():
        fulfilment = {
            "fulfilment_id": f"{order['order_id']}-F{len(order['fulfilments']) + 1}",
            "location": location, "lines": lines, "state": "planned", "tracking": None,
        }  # fmt: skip
        order["fulfilments"].append(fulfilment)
        added.append(fulfilment)
    return added


def label_of(order: Order) -> str:
    """Name the address of an order without telling it."""
    return hashlib.sha256(str(sorted(order["address"].items())).encode()).hexdigest()[:16]


def release_to_warehouse(service: Service, order: Order, fulfilment: dict[str, Any]) -> None:
    """Ask the warehouse to send goods; asked twice, it sends them once. LaterError where it did not answer."""
    skus = {line["line_id"]: line["sku"] for line in order["lines"]}
    body = {
        "fulfilment_id": fulfilment["fulfilment_id"],
        "order_id": order["order_id"],
        "location": service.parts.ship_from(service.catalogue, fulfilment),
        "method": "standard",
        "label_address": label_of(order),
        "lines": [
            {"line_id": line_id, "sku": skus[line_id], "quantity": units}
            for line_id, units in fulfilment["planned"].items()
        ],
    }
    status, _ = service.warehouse.call("POST", "/releases", body)
    if status != CREATED:
        raise LaterError(f"the warehouse answered {status}")


def release(service: Service, job: Job) -> dict[str, Any]:
    """Release one fulfilment, unless that was called off before it began."""
    fulfilment_id = job.payload["fulfilment"]["fulfilment_id"]
    with service.database.read() as con:
        order = seen(con, job.order_id or "")
    if order is None:
        raise LaterError("the order is not there yet")
    fulfilment = fulfilment_of(order, fulfilment_id)
    if fulfilment is not None:
        release_to_warehouse(service, order, {**fulfilment, "planned": job.payload["fulfilment"]["lines"]})

    def note(con: Connection, due: Due) -> dict[str, Any]:
        changed = locked(con, job.order_id or "")
        mine = None if changed is None else fulfilment_of(changed, fulfilment_id)
        if changed is None or mine is None or is_done(con, job):
            return {}
        if mine["state"] == "planned":
            mine["state"] = "released"
            lines = [{"line_id": line_id, "quantity": units} for line_id, units in mine["lines"].items()]
            tell(service, con, "released_to_warehouse", changed["order_id"],
                 fulfilment_id=fulfilment_id, location=mine["location"], lines=lines)  # fmt: skip
            service.parts.after_release(service, con, due, changed, mine)
            saved(service, con, changed)
        return done(con, job)

    return service.transact(note)


def shipped(service: Service, con: Connection, due: Due, told: dict[str, Any]) -> None:
    """Take note that a parcel has left: its goods are gone, its value is due, its customer is told."""
    order = locked(con, told["order_id"])
    fulfilment = None if order is None else fulfilment_of(order, told["fulfilment_id"])
    if order is None or fulfilment is None or fulfilment["state"] in {"shipped", "delivered"}:
        return
    if str(order.get("changing")).startswith("edit-"):
        raise LaterError("the order is being changed")
    fulfilment |= {
        "state": "shipped", "tracking": told["tracking_number"], "parcel_id": told["parcel_id"], "scan": "shipped",
        "lines": {each["line_id"]: each["quantity"] for each in told["lines"]},
        "from": {each["line_id"]: (line_of(order, each["line_id"]) or {})["shipped"] for each in told["lines"]},
        "is_first": not any(each["state"] in {"shipped", "delivered"} for each in order["fulfilments"]),
    }  # fmt: skip
    for each in sorted(told["lines"], key=lambda line: line["sku"]):
        line = line_of(order, each["line_id"])
        if line is not None:
            line["shipped"] += each["quantity"]
        received(con, each["sku"], fulfilment["location"], -each["quantity"], -each["quantity"])
    number = told["tracking_number"]
    tell(service, con, "shipped", order["order_id"],
         fulfilment_id=fulfilment["fulfilment_id"], tracking_number=number, lines=told["lines"])  # fmt: skip
    if not service.catalogue.channels[order["channel"]].captures_on_placing:
        ask_capture(service, con, due, order, fulfilment)
        ask_void(con, due, order)
    invoice(service, con, order, fulfilment)
    service.parts.after_shipping(service, con, due, order, fulfilment)
    saved(service, con, order)


def scanned(service: Service, con: Connection, due: Due, told: dict[str, Any]) -> None:
    """Take note of where a parcel is; what is older than what is known changes nothing."""
    order = locked(con, told["order_id"])
    if order is None:
        return
    fulfilment = next((each for each in order["fulfilments"] if each["tracking"] == told["tracking_number"]), None)
    if fulfilment is None:
        raise LaterError("the parcel is not known to have left")
    if not service.parts.is_news(fulfilment, told["status"], str(told["at"])):
        return
    fulfilment |= {"scan": told["status"], "scan_at": str(told["at"])}
    service.parts.on_scan(service, con, due, order, fulfilment, told["status"])
    saved(service, con, order)


def on_scan(service: Service, con: Connection, due: Due, order: Order, fulfilment: dict[str, Any], status: str) -> None:
    """Note a delivery and tell its customer; every other scan is only kept."""
    if status != "delivered":
        return
    fulfilment["state"] = "delivered"
    order["delivered_at"] = service.clock.text()
    tell(service, con, "delivered", order["order_id"], tracking_number=fulfilment["tracking"])
    mail(service, con, due, order, "delivered", fulfilment["parcel_id"], tracking=fulfilment["tracking"])


def is_news(fulfilment: dict[str, Any], _status: str, at: str) -> bool:
    """Say whether a scan, as of an instant, says more than is known: a delivered parcel is not under way again."""
    return fulfilment["state"] != "delivered" and at > str(fulfilment.get("scan_at", ""))


def after_release(_service: Service, _con: Connection, _due: Due, _order: Order, _fulfilment: dict[str, Any]) -> None:
    """Do what follows a release: nothing is told before the goods have left."""


def after_shipping(service: Service, con: Connection, due: Due, order: Order, fulfilment: dict[str, Any]) -> None:
    """Tell the customer that a parcel has left."""
    mail(service, con, due, order, "shipped", fulfilment["parcel_id"], tracking=fulfilment["tracking"])


def ship_from(_catalogue: Catalogue, fulfilment: dict[str, Any]) -> str:
    """Say which warehouse sends: the one where the goods are kept."""
    return str(fulfilment["location"])


def stock_came(con: Connection, due: Due, told: dict[str, Any]) -> None:
    """Put on the shelf what came in, and see who waits for it."""
    received(con, told["sku"], told["location"], told["quantity"])
    waits = con.execute(select(backorders.c.number).where(backorders.c.sku == told["sku"]).limit(1)).first()
    if waits is not None:
        due.add(con, "allocate", None, f"allocate-{told['event_id']}", sku=told["sku"])


def allocate_backorders(service: Service, job: Job) -> dict[str, Any]:
    """Give what came in to those who wait, first come first served."""
    while service.transact(partial(_serve_first, service, job.payload["sku"])):
        pass
    return service.transact(lambda con, _due: done(con, job))


def _serve_first(service: Service, sku: str, con: Connection, due: Due) -> bool:
    """Serve who has waited longest: whether they have all they wait for, so that the next may be served."""
    query = select(backorders.c.number, backorders.c.order_id).where(backorders.c.sku == sku)
    first = con.execute(query.order_by(backorders.c.number).limit(1)).one_or_none()
    if first is None:
        return False
    number, order_id = first
    order = locked(con, order_id)
    if order is None or order.get("changing"):
        raise LaterError("the order is being changed")
    wanted = [(line["line_id"], sku, line["backordered"]) for line in order["lines"]
              if line["sku"] == sku and line["backordered"]]  # fmt: skip
    kept, missing = reserve(
        service, con, order_id, wanted, service.parts.route(service.catalogue, order["address"]["country"])
    )
    for fulfilment in plan_fulfilments(order, kept):
        for line_id, units in fulfilment["lines"].items():
            tell(service, con, "allocated", order_id,
                 line_id=line_id, quantity=units, location=fulfilment["location"])  # fmt: skip
        due.add(con, "release", order_id, f"release-{fulfilment['fulfilment_id']}", fulfilment=fulfilment)
    for line in order["lines"]:
        if line["sku"] == sku:
            line["backordered"] = missing.get(line["line_id"], 0)
    if not any(missing.values()):
        con.execute(delete(backorders).where(backorders.c.number == number))
    if kept:
        saved(service, con, order)
    return not any(missing.values())
