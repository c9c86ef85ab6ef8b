"""The doors of the shop, verb by verb: which request a command becomes, and what its answer tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from orderproof.model.commands import Command


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request in a shopper's name. `body` is JSON, None for none."""

    method: str
    path: str
    body: Mapping[str, object] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


PLACES = {"street": "Linienstr. 1", "name": "A. Customer"}
"""What an address needs beside what a journey says of it; it never enters a history."""


def request_of(command: Command) -> Request | None:
    """Give the request of a shopper's command, or None where this shop has no door for the verb."""
    door = DOORS.get(command.verb)
    if door is None:
        return None
    request = door(command)
    if command.key is None:
        return request
    return Request(request.method, request.path, request.body, {**request.headers, "Idempotency-Key": command.key})


def _cart(command: Command, rest: str, method: str, *names: str) -> Request:
    given = command.arguments
    return Request(method, f"/carts/{given['cart']}/{rest}", {name: given[name] for name in names} or None)


def _order(command: Command, rest: str, *names: str) -> Request:
    given = command.arguments
    return Request("POST", f"/orders/{command.order_id}/{rest}", {name: given[name] for name in names if name in given})


def _set_address(command: Command) -> Request:
    address: Any = command.arguments["address"]
    return Request("PUT", f"/carts/{command.arguments['cart']}/address", {**PLACES, **address})


def _place(command: Command) -> Request:
    given = command.arguments
    body = {"cart_id": given["cart"], "card": given["card"]}
    return Request("POST", "/orders", body | ({"expected_total": given["total"]} if "total" in given else {}))


def _look(command: Command) -> Request:
    surface = command.arguments.get("surface", "detail")
    if surface == "list":
        return Request("GET", "/orders")
    return Request("GET", f"/orders/{command.order_id}" + ("/page" if surface == "page" else ""))


DOORS: Mapping[str, Callable[[Command], Request]] = {
    "cart_add": lambda command: _cart(command, "lines", "PUT", "sku", "quantity"),
    "add_coupon": lambda command: _cart(command, "coupons", "POST", "code"),
    "set_address": _set_address,
    "quote": lambda command: _cart(command, "quote", "GET"),
    "place": _place,
    "look": _look,
    "cancel": lambda command: _order(command, "cancel", "reason"),
    "cancel_line": lambda command: _order(command, "cancel", "lines", "reason"),
    "edit": lambda command: _order(command, "edit", "lines"),
    "create_return": lambda command: _order(command, "returns", "lines", "reason"),
}
