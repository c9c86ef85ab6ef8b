"""The doors of the shop: who may come in, what may be brought, and an answer to everything, never a fault."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import pytest

from orderproof.systems.shop.server.http import DOORS
from tests.systems.shop.server.processes import ask
from tests.systems.shop.server.street import BERLIN, TOKEN, Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street

INJECTIONS = ("'; DROP TABLE orders; --", '" OR ""="', "\\", "%s%n{0}", "<script>alert(1)</script>", "\U0001f600" * 20)
OPEN = {"/health", "/openapi.json", "/products", "/shoppers", "/webhooks/warehouse", "/webhooks/carrier"}


@pytest.mark.parametrize("token", [None, "", "wrong", "x" * 5000, TOKEN])
def test_nobody_comes_in_without_a_token_of_their_own(street: Street, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    for method, path, *_ in DOORS:
        if path not in OPEN and not (token == TOKEN and (path.startswith("/admin") or path == "/clock")):
            answer = ask(street.shop.ports["port"], method, path, {}, headers)
            assert (answer.status, answer.code) == (401, "unauthorized"), (method, path)


def test_a_shopper_is_no_operator(street: Street) -> None:
    shopper = Shopper(street)
    for path in ("/admin/quiet", "/admin/stock", "/admin/journal", "/admin/orders/O1"):
        assert shopper.ask("GET", path).status in {401, 403}
    assert shopper.ask("POST", "/clock", {"offset_us": 1}).status in {401, 403}


def test_another_shoppers_order_and_cart_are_not_there(street: Street) -> None:
    owner, other = Shopper(street), Shopper(street)
    cart = owner.cart({"MUG": 1})
    for method, path, body in (
        ("GET", f"/carts/{cart}/quote", None),
        ("PUT", f"/carts/{cart}/lines", {"sku": "MUG", "quantity": 9}),
        ("PUT", f"/carts/{cart}/address", BERLIN),
        ("POST", f"/carts/{cart}/coupons", {"code": "WELCOME10"}),
        ("POST", "/orders", {"cart_id": cart, "card": "ok"}),
    ):
        assert other.ask(method, path, body, "key").status == 404, path
    order_id = owner.place(cart).body["order_id"]
    for method, path in (("GET", ""), ("GET", "/page"), ("POST", "/cancel"), ("POST", "/edit"), ("POST", "/returns")):
        assert other.ask(method, f"/orders/{order_id}{path}", {} if method == "POST" else None).status == 404, path
    assert other.ask("GET", "/orders").body == {"orders": []}


@pytest.mark.parametrize("evil", INJECTIONS)
def test_a_text_is_a_text_whatever_stands_in_it(either_street: Street, evil: str) -> None:
    street = either_street
    answer = ask(street.shop.ports["port"], "POST", "/shoppers", {"email": "evil@shop.example", "name": evil})
    assert answer.status == 201
    shopper = Shopper(street)
    for path, body in (("lines", {"sku": evil, "quantity": 1}), ("lines", {"sku": "MUG", "quantity": evil})):
        assert shopper.ask("PUT", f"/carts/{shopper.cart({'MUG': 1})}/{path}", body).status == 422
    cart = shopper.cart({"MUG": 1})
    assert shopper.ask("POST", f"/carts/{cart}/coupons", {"code": evil}).status == 422
    assert shopper.ask("PUT", f"/carts/{cart}/address", BERLIN | dict.fromkeys(BERLIN, evil)).status == 200
    order = shopper.place(cart, card=evil, key="key").body
    assert order["status"] == "placed"
    page = shopper.ask("GET", f"/orders/{order['order_id']}/page").body
    assert "<script>" not in page
    assert shopper.change(order["order_id"], "cancel", {"reason": evil}).status == 200
    assert shopper.order(order["order_id"])["status"] == "cancelled"


@pytest.mark.parametrize(
    "path", ["/orders/%00", "/orders/%ff", "/orders/'--", "/carts/%00/quote", "/nothing", "/%2e%2e/etc"]
)
def test_what_is_not_there_is_not_there(either_street: Street, path: str) -> None:
    answer = Shopper(either_street).ask("GET", path)
    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"channel": NaN}',
                                  b'{"channel": ' + b"9" * 5000 + b"}", b'{"channel": "\\ud800"}'])  # fmt: skip
def test_a_body_that_is_none_is_not_understood(street: Street, body: bytes) -> None:
    answer = Shopper(street).ask("POST", "/carts", body)
    assert (answer.status, answer.code) == (422, "validation")


def test_a_body_that_is_nested_deep_is_no_fault(street: Street) -> None:
    shopper = Shopper(street)
    cart = shopper.cart({"MUG": 1})
    for depth in (100, 900, 990, 5000):
        body = b'{"cart_id": "%s", "card": "declined", "more": %s}' % (cart.encode(), b"[" * depth + b"]" * depth)
        assert shopper.ask("POST", "/orders", body, f"deep-{depth}").status in {402, 422}, depth


def test_ten_megabytes_are_too_long(street: Street) -> None:
    token = Shopper(street).token
    head = f"POST /carts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: 10485760\r\n\r\n"
    with socket.create_connection(("127.0.0.1", street.shop.ports["port"]), timeout=10) as line:
        line.sendall(head.encode())
        try:
            for _ in range(160):
                line.sendall(b"x" * 65536)
        except ConnectionError:
            pass  # it stopped listening, which is fine: the answer is there already
        assert b" 413 " in line.recv(64)
    assert ask(street.shop.ports["port"], "GET", "/health").status == 200


def test_a_door_answers_to_its_own_methods_only(street: Street) -> None:
    assert ask(street.shop.ports["port"], "DELETE", "/orders").status == 405


WRONG: tuple[object, ...] = (True, 1.5, 10**30, -1, [], {}, [None], [[]], "", "\0", "\ud800", "x" * 5000)
ADDRESS: dict[str, object] = {**BERLIN}
FIELDS: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    ("POST", "/shoppers", "email", {"name": "N"}),
    ("POST", "/shoppers", "name", {"email": "a@shop.example"}),
    ("POST", "/carts", "channel", {}),
    ("PUT", "/carts/{cart}/lines", "sku", {"quantity": 1}),
    ("PUT", "/carts/{cart}/lines", "quantity", {"sku": "MUG"}),
    ("POST", "/carts/{cart}/coupons", "code", {}),
    *(("PUT", "/carts/{cart}/address", name, ADDRESS) for name in BERLIN),
    ("POST", "/orders", "cart_id", {"card": "declined"}),
    ("POST", "/orders", "card", {"cart_id": "{cart}"}),
    ("POST", "/orders/{order}/edit", "lines", {}),
    ("POST", "/orders/{order}/cancel", "lines", {}),
    ("POST", "/orders/{delivered}/returns", "lines", {}),
)


def test_a_value_of_a_wrong_kind_is_refused_in_every_field(either_street: Street) -> None:
    shopper = Shopper(either_street)
    names = {"cart": shopper.cart({"MUG": 1})}
    names |= {name: shopper.buy({"MUG": 1})["order_id"] for name in ("order", "delivered")}
    either_street.deliver(names["delivered"])
    for method, path, field, rest in FIELDS:
        for nth, wrong in enumerate(WRONG):
            body = {name: str(value).format(**names) if name == "cart_id" else value for name, value in rest.items()}
            key = f"{path.format(**names)}-{field}-{nth}"
            answer = shopper.ask(method, path.format(**names), {**body, field: wrong}, key)
            nothing = wrong == [] and path.endswith("/cancel")
            assert answer.status == (409 if nothing else 422), (path, field, wrong, answer)
    assert shopper.place(names["cart"]).status == 201


@pytest.mark.parametrize("total", [True, 1.5, 10**30, "", [], {}, "\ud800"])
def test_a_total_that_is_none_is_not_the_total(street: Street, total: object) -> None:
    shopper = Shopper(street)
    refused = shopper.place(shopper.cart({"MUG": 1}), expected_total=total)
    assert (refused.status, refused.code) == (409, "total_changed")


@pytest.mark.parametrize(
    "path",
    ["/orders/../admin/stock", "/orders/..%2f..%2fadmin%2fstock", "//admin/stock", "/ADMIN/stock", "/admin%2fstock",
     "/orders/%ed%a0%80", "/orders/a%0d%0aX-Evil:%201", "/orders/" + "x" * 5000],
)  # fmt: skip
def test_no_trick_with_a_path_opens_another_door(street: Street, path: str) -> None:
    answer = Shopper(street).ask("GET", path)
    expected = (401, "unauthorized") if path == "/admin%2fstock" else (404, "not_found")
    assert (answer.status, answer.code) == expected


def test_ten_megabytes_in_pieces_are_too_long_as_well(street: Street) -> None:
    token = Shopper(street).token
    head = f"POST /carts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", street.shop.ports["port"]), timeout=10) as line:
        line.sendall(head.encode())
        with contextlib.suppress(ConnectionError):  # it may stop listening: the answer is there already
            for _ in range(160):
                line.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        assert b" 413 " in line.recv(64)
