"""Shoppers and their carts: who may ask, what is wanted, where it goes, and what it would cost."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from .database import dump
from .pricing import bill_of
from .refusing import RefusedError
from .service import new_id
from .tables import carts, shoppers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .service import Service

TEXT_MAX = 200
UNITS_MAX = 999
MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)
ADDRESS = ("name", "street", "city", "country", "postcode")


def register(service: Service, body: dict[str, Any]) -> dict[str, Any]:
    """Take a new shopper: their id, and the token that is told only once."""
    email, name = text(body, "email"), text(body, "name")
    if MAILBOX.fullmatch(email) is None:
        raise RefusedError(422, "validation", "email is no address of a mailbox")
    shopper_id, token = new_id("S"), secrets.token_urlsafe(24)
    row = {"shopper_id": shopper_id, "token_hash": hash_of(token), "email": email, "name": name}
    service.transact(lambda con, _due: con.execute(insert(shoppers).values(row)))
    return {"shopper_id": shopper_id, "token": token}


def shopper_of(service: Service, token: str) -> str:
    """Say whose token it is; RefusedError where it is nobody's."""
    known: dict[str, str] = service.shoppers
    hashed = hash_of(token)
    if hashed not in known:
        with service.database.read() as con:
            found = con.execute(
                select(shoppers.c.shopper_id).where(shoppers.c.token_hash == hashed)
            ).scalar_one_or_none()
        if found is None:
            raise RefusedError(401, "unauthorized", "the token is nobody's")
        known[hashed] = found
    return known[hashed]


def open_cart(service: Service, shopper_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Open an empty cart on a channel."""
    channel = text(body, "channel")
    if channel not in service.catalogue.channels:
        raise RefusedError(422, "validation", "there is no such channel")
    cart_id = new_id("C")
    row = {"cart_id": cart_id, "shopper_id": shopper_id, "channel": channel, "document": dump({"lines": {}})}
    service.transact(lambda con, _due: con.execute(insert(carts).values(row)))
    return {"cart_id": cart_id}


def change(service: Service, shopper_id: str, cart_id: str, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """Put goods, a coupon or an address into a cart that was not placed yet."""

    def work(con: Connection, _due: object) -> dict[str, Any]:
        row = con.execute(select(carts).where(carts.c.cart_id == cart_id).with_for_update()).one_or_none()
        if row is None or row.shopper_id != shopper_id:
            raise RefusedError(404, "not_found", "there is no such cart")
        if row.order_id is not None:
            raise RefusedError(409, "invalid_state", "this cart was placed already")
        cart = json.loads(row.document)
        CHANGES[kind](service, row.channel, cart, body)
        con.execute(update(carts).where(carts.c.cart_id == cart_id).values(document=dump(cart)))
        return {"cart_id": cart_id}

    return service.transact(work)


def quote(service: Service, shopper_id: str, cart_id: str) -> dict[str, Any]:
    """Say what a cart would cost, as it would be placed."""
    with service.database.read() as con:
        row = con.execute(select(carts).where(carts.c.cart_id == cart_id)).one_or_none()
    if row is None or row.shopper_id != shopper_id:
        raise RefusedError(404, "not_found", "there is no such cart")
    cart = json.loads(row.document)
    if not cart["lines"] or not cart.get("address"):
        raise RefusedError(422, "validation", "a cart needs goods and an address before it has a price")
    lines = [
        {"line_id": str(nth), "sku": sku, "quantity": units,
         "unit_price": service.catalogue.products[sku].prices[row.channel]}
        for nth, (sku, units) in enumerate(cart["lines"].items(), 1)
    ]  # fmt: skip
    bill = bill_of(service.parts, service.catalogue, row.channel, cart["address"], lines, cart.get("coupon"))
    totals = {name: bill[name] for name in ("items", "discount", "shipping", "fees", "tax", "total")}
    told = [{name: each[name] for name in ("offer", "line_id", "amount", "position")} for each in bill["discounts"]]
    currency = service.catalogue.channels[row.channel].currency
    return {
        "cart_id": cart_id,
        "currency": currency,
        **totals,
        "lines": lines,
        "discounts": told,
        "taxes": bill["taxes"],
    }


def products(service: Service) -> dict[str, Any]:
    """List what is sold, and for how much on which channel."""
    return {
        "products": [
            {"sku": sku, "title": product.title, "prices": dict(product.prices)}
            for sku, product in service.catalogue.products.items()
        ]
    }


def text(body: dict[str, Any], name: str, *, optional: bool = False) -> str:
    """Take a text out of a body; RefusedError where it is missing, long, or holds what no database keeps."""
    value = body.get(name)
    if optional and value is None:
        return ""
    if not isinstance(value, str) or not value.strip() or len(value) > TEXT_MAX or "\0" in value:
        raise RefusedError(422, "validation", f"{name} is no text of up to {TEXT_MAX} letters")
    try:
        value.encode()
    except UnicodeEncodeError as fault:
        raise RefusedError(422, "validation", f"{name} holds half a letter") from fault
    return value


def said(body: dict[str, Any], name: str) -> str:
    """Take what was said in passing, cut short; half a letter becomes a question mark, as no answer could hold it."""
    return str(body.get(name) or "")[:TEXT_MAX].encode("utf-8", "replace").decode()


def hash_of(token: str) -> str:
    """Hash a token: the database never holds one."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _set_line(service: Service, channel: str, cart: dict[str, Any], body: dict[str, Any]) -> None:
    sku, units = text(body, "sku"), body.get("quantity")
    product = service.catalogue.products.get(sku)
    if product is None or channel not in product.prices:
        raise RefusedError(422, "validation", "there is no such thing to buy here")
    if not isinstance(units, int) or isinstance(units, bool) or not 0 <= units <= UNITS_MAX:
        raise RefusedError(422, "validation", f"quantity is no whole number from 0 to {UNITS_MAX}")
    cart["lines"].pop(sku, None)
    if units:
        cart["lines"][sku] = units


def _set_coupon(service: Service, _channel: str, cart: dict[str, Any], body: dict[str, Any]) -> None:
    code = text(body, "code")
    if code not in service.catalogue.coupons:
        raise RefusedError(422, "validation", "there is no such coupon")
    cart["coupon"] = code


def _set_address(_service: Service, _channel: str, cart: dict[str, Any], body: dict[str, Any]) -> None:
    address = {name: text(body, name) for name in ADDRESS}
    cart["address"] = {**address, "region": text(body, "region", optional=True)}


CHANGES = {"lines": _set_line, "coupons": _set_coupon, "address": _set_address}
