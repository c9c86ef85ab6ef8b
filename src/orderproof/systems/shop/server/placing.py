"""Placing: stock is kept, then the money is asked for, then there is an order; or all of it is as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from .carts import text
from .clock import later
from .database import dump
from .fulfilling import label_of, plan_fulfilments
from .mailing import mail, mailbox_of
from .ordering import tell
from .paying import note_started, start_payment
from .pricing import bill_of
from .refusing import RefusedError
from .service import new_id
from .stocking import release, reserve
from .tables import backorders, carts, orders
from .working import Job, done, is_done

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .ordering import Order
    from .service import Due, Service

SHIP_DAYS, DELIVER_DAYS, BACKORDER_DAYS = 3, 10, 10


def begin(service: Service, con: Connection, shopper_id: str, body: dict[str, Any]) -> Job:
    """Keep stock for a cart and make ready to ask for its money: the job that goes on from there.

    Raises RefusedError for a cart that is not there, not whole, placed already, or wants what is not there.
    """
    row = con.execute(select(carts).where(carts.c.cart_id == text(body, "cart_id")).with_for_update()).one_or_none()
    if row is None or row.shopper_id != shopper_id:
        raise RefusedError(404, "not_found", "there is no such cart")
    if row.order_id is not None and not service.parts.may_place_again(row.order_id):
        raise RefusedError(409, "conflict", "this cart was placed already")
    order = _draft(service, row, text(body, "card"))
    expected = body.get("expected_total")
    if expected is not None and expected != order["bill"]["total"]:
        raise RefusedError(409, "total_changed", f"the total is {order['bill']['total']} now")
    wanted = [(line["line_id"], line["sku"], line["ordered"]) for line in order["lines"]]
    places = service.parts.route(service.catalogue, order["address"]["country"])
    kept, missing = reserve(service, con, order["order_id"], wanted, places)
    for line in order["lines"]:
        line["backordered"] = missing.get(line["line_id"], 0)
        if line["backordered"] and not service.catalogue.products[line["sku"]].backorder:
            raise RefusedError(409, "out_of_stock", f"{line['sku']} is sold out")
    plan_fulfilments(order, kept)
    con.execute(update(carts).where(carts.c.cart_id == row.cart_id).values(order_id=order["order_id"]))
    return Job(f"place-{order['order_id']}", "place", order["order_id"], {"order": order})


def place(service: Service, job: Job) -> dict[str, Any]:
    """Ask for the money and make the order, or let go of everything where it is declined."""
    order: Order = json.loads(dump(job.payload["order"]))
    intent = f"{order['order_id']}-1"
    answer = start_payment(service, job, order, order["bill"]["total"], intent)

    def settle(con: Connection, due: Due) -> dict[str, Any]:
        if is_done(con, job):
            return {}
        if answer["state"] != "succeeded":
            _call_off(service, con, order)
            refusal = {"error": {"code": "declined", "message": "the card was declined"}}
            return done(con, job, {"status": 402, "body": refusal})
        _exist(service, con, due, order)
        note_started(service, con, order, intent, answer)
        con.execute(
            insert(orders).values(
                order_id=order["order_id"], shopper_id=order["shopper_id"], placed_at=order["placed_at"],
                status=order["status"], complete_at=None, document=dump(order),
            )
        )  # fmt: skip
        return done(con, job, {"status": 201, "order_id": order["order_id"]})

    return service.transact(settle)


def _draft(service: Service, row: Any, card: str) -> Order:  # noqa: ANN401 - a row of carts
    cart = json.loads(row.document)
    if not cart["lines"] or not cart.get("address"):
        raise RefusedError(422, "validation", "a cart needs goods and an address")
    channel = service.catalogue.channels[row.channel]
    lines = [
        {"line_id": str(nth), "sku": sku, "quantity": units,
         "unit_price": service.catalogue.products[sku].prices[channel.name]}
        for nth, (sku, units) in enumerate(cart["lines"].items(), 1)
    ]  # fmt: skip
    bill = bill_of(service.parts, service.catalogue, channel.name, cart["address"], lines, cart.get("coupon"))
    return {
        "order_id": new_id("O"), "cart_id": row.cart_id, "shopper_id": row.shopper_id, "channel": channel.name,
        "currency": channel.currency, "includes_tax": channel.price_includes_tax, "coupon": cart.get("coupon"),
        "address": cart["address"], "card": card, "status": "placed", "version": 1, "bill": bill,
        "lines": [
            {"line_id": line["line_id"], "sku": line["sku"], "unit_price": line["unit_price"],
             "ordered": line["quantity"], "cancelled": 0, "backordered": 0, "shipped": 0, "returned": 0}
            for line in lines
        ],
        "fulfilments": [], "payments": [], "returns": [], "refunds": [], "credits": {},
    }  # fmt: skip


def _exist(service: Service, con: Connection, due: Due, order: Order) -> None:
    """Tell of a new order, all of it, and owe what follows from it."""
    order_id, address = order["order_id"], order["address"]
    order["placed_at"] = service.clock.text()
    waits = any(line["backordered"] for line in order["lines"])
    order["promise"] = {
        "ship_by": later(order["placed_at"], SHIP_DAYS + (BACKORDER_DAYS if waits else 0)),
        "deliver_by": later(order["placed_at"], DELIVER_DAYS + (BACKORDER_DAYS if waits else 0)),
    }
    tell(
        service, con, "placed", order_id, at=order["placed_at"],
        channel=order["channel"], checkout_id=order["cart_id"], customer=order["shopper_id"],
        currency=order["currency"], price_includes_tax=order["includes_tax"], placed_at=order["placed_at"],
        ship_country=address["country"], ship_region=address.get("region"), ship_postcode=address["postcode"],
        shipping_method="standard", service_level="standard", terms="prepaid",
    )  # fmt: skip
    tell(service, con, "address", order_id, address=label_of(order))
    tell(service, con, "contact", order_id, mailbox=mailbox_of(con, order["shopper_id"]), country=address["country"])
    for line in order["lines"]:
        tell_line(service, con, order_id, line, line["ordered"], at=order["placed_at"])
        if line["backordered"]:
            tell(service, con, "backordered", order_id, line_id=line["line_id"], quantity=line["backordered"])
            con.execute(insert(backorders).values(sku=line["sku"], order_id=order_id))
            # Goods may have come in since they were found missing.
            due.add(con, "allocate", None, f"allocate-{order_id}-{line['line_id']}", sku=line["sku"])
    tell_bill(service, con, order)
    tell(service, con, "promised", order_id, **order["promise"])
    tell(service, con, "status", order_id, status=order["status"], version=order["version"])
    mail(service, con, due, order, "confirmation", order_id)
    for fulfilment in order["fulfilments"]:
        tell_allocated(service, con, order_id, fulfilment)
        due.add(con, "release", order_id, f"release-{fulfilment['fulfilment_id']}", fulfilment=fulfilment)


def tell_line(service: Service, con: Connection, order_id: str, line: dict[str, Any], units: int, **at: str) -> None:
    """Tell of units that were added to a line, or taken off it: now, or `at` the instant of the placing."""
    tell(
        service, con, "line", order_id,
        line_id=line["line_id"], sku=line["sku"], quantity=units, unit_price=line["unit_price"],
        requires_shipping=True, **at,
    )  # fmt: skip


def tell_allocated(service: Service, con: Connection, order_id: str, fulfilment: dict[str, Any]) -> None:
    """Tell of goods that are kept for an order at one place."""
    for line_id, units in fulfilment["lines"].items():
        tell(service, con, "allocated", order_id,
             line_id=line_id, quantity=units, location=fulfilment["location"])  # fmt: skip


def tell_bill(service: Service, con: Connection, order: Order) -> None:
    """Tell what an order costs and how that comes about."""
    order_id, bill = order["order_id"], order["bill"]
    totals = {name: bill[name] for name in ("items", "discount", "shipping", "fees", "tax", "total")}
    tell(service, con, "totals", order_id, surface="order", version=order["version"], due=due_of(order), **totals)
    for discount in bill["discounts"]:
        told = {name: discount[name] for name in ("line_id", "offer", "amount", "position")}
        tell(service, con, "discount", order_id, **told)
    for tax in bill["taxes"]:
        tell(service, con, "tax", order_id, **tax)


def due_of(order: Order) -> int:
    """Say what of the total is still to be taken."""
    taken: int = sum(payment["captured"] for payment in order["payments"])
    return max(0, int(order["bill"]["total"]) - taken)


def may_place_again(_order_id: str) -> bool:
    """Say whether a cart that has given an order may give another: never."""
    return False


def _call_off(service: Service, con: Connection, order: Order) -> None:
    """Give back what was kept, and the cart to its shopper."""
    skus = {line["line_id"]: line["sku"] for line in order["lines"]}
    for fulfilment in order["fulfilments"]:
        for line_id, units in fulfilment["lines"].items():
            release(service, con, order["order_id"], (line_id, skus[line_id], fulfilment["location"], units))
    con.execute(update(carts).where(carts.c.order_id == order["order_id"]).values(order_id=None))
