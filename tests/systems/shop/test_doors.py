"""Each verb of a customer has one door in the shop, and what goes through it is what was asked."""

from __future__ import annotations

import pytest

from orderproof.model.commands import Command
from orderproof.systems.shop.doors import Request, request_of


def request(verb: str, key: str | None = None, **arguments: object) -> Request | None:
    return request_of(Command(verb=verb, client="shopper-1", order_id="O1", key=key, arguments=arguments))


@pytest.mark.parametrize(
    ("verb", "arguments", "expected"),
    [
        (
            "cart_add",
            {"cart": "C", "sku": "MUG", "quantity": 2},
            ("PUT", "/carts/C/lines", {"sku": "MUG", "quantity": 2}),
        ),
        ("add_coupon", {"cart": "C", "code": "TEN"}, ("POST", "/carts/C/coupons", {"code": "TEN"})),
        ("quote", {"cart": "C"}, ("GET", "/carts/C/quote", None)),
        ("place", {"cart": "C", "card": "ok"}, ("POST", "/orders", {"cart_id": "C", "card": "ok"})),
        ("look", {"surface": "list"}, ("GET", "/orders", None)),
        ("look", {"surface": "page"}, ("GET", "/orders/O1/page", None)),
        ("look", {}, ("GET", "/orders/O1", None)),
        ("cancel", {}, ("POST", "/orders/O1/cancel", {})),
        ("cancel_line", {"lines": []}, ("POST", "/orders/O1/cancel", {"lines": []})),
        ("edit", {"lines": []}, ("POST", "/orders/O1/edit", {"lines": []})),
        ("create_return", {"lines": []}, ("POST", "/orders/O1/returns", {"lines": []})),
    ],
)  # fmt: skip
def test_a_verb_becomes_one_request(
    verb: str, arguments: dict[str, object], expected: tuple[str, str, dict[str, object] | None]
) -> None:
    made = request_of(Command(verb=verb, client="shopper-1", order_id="O1", arguments=arguments))
    assert made is not None
    assert (made.method, made.path, made.body) == expected


def test_a_key_goes_into_the_header_for_it() -> None:
    made = request("place", key="k1", cart="C", card="ok")
    assert made is not None
    assert made.headers == {"Idempotency-Key": "k1"}


def test_an_address_is_completed_with_a_street() -> None:
    made = request("set_address", cart="C", address={"country": "DE"})
    assert made is not None
    assert made.body is not None
    assert {"country", "street", "name"} <= set(made.body)
