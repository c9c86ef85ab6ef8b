"""Shoppers and carts: what is wanted, where it goes, what it would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.systems.shop.server.carts import hash_of, text
from orderproof.systems.shop.server.refusing import RefusedError
from tests.systems.shop.server.street import BERLIN, Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


def test_a_quote_adds_up_line_by_line(street: Street) -> None:
    shopper = Shopper(street)
    quote = shopper.ask("GET", f"/carts/{shopper.cart({'MUG': 2, 'BOOK': 1}, coupon='WELCOME10')}/quote").body
    assert quote["currency"] == "EUR"
    assert quote["items"] == sum(line["quantity"] * line["unit_price"] for line in quote["lines"])
    assert quote["discount"] == sum(each["amount"] for each in quote["discounts"])
    assert quote["tax"] == sum(each["amount"] for each in quote["taxes"])
    assert quote["total"] == quote["items"] - quote["discount"] + quote["shipping"]


def test_a_cart_can_be_changed_until_it_is_placed(street: Street) -> None:
    shopper = Shopper(street)
    cart = shopper.cart({"MUG": 2, "BOOK": 1})
    assert shopper.ask("PUT", f"/carts/{cart}/lines", {"sku": "BOOK", "quantity": 0}).status == 200
    assert [line["sku"] for line in shopper.ask("GET", f"/carts/{cart}/quote").body["lines"]] == ["MUG"]
    assert shopper.place(cart).status == 201
    assert shopper.ask("PUT", f"/carts/{cart}/lines", {"sku": "MUG", "quantity": 1}).status == 409


@pytest.mark.parametrize("quantity", [-1, 1000, 1.5, "2", None, True, 10**30, []])
def test_a_quantity_is_a_small_whole_number(street: Street, quantity: object) -> None:
    shopper = Shopper(street)
    refused = shopper.ask("PUT", f"/carts/{shopper.cart({'MUG': 1})}/lines", {"sku": "MUG", "quantity": quantity})
    assert (refused.status, refused.code) == (422, "validation")


def test_an_empty_cart_has_no_price_and_gives_no_order(street: Street) -> None:
    shopper = Shopper(street)
    cart = shopper.cart({})
    assert shopper.ask("GET", f"/carts/{cart}/quote").status == 422
    assert shopper.place(cart).status == 422


def test_an_address_is_whole(street: Street) -> None:
    shopper = Shopper(street)
    for missing in ("name", "street", "city", "country", "postcode"):
        address = {name: value for name, value in BERLIN.items() if name != missing}
        assert shopper.ask("PUT", f"/carts/{shopper.cart({'MUG': 1})}/address", address).status == 422, missing


def test_channels_and_coupons_are_those_of_the_catalogue(street: Street) -> None:
    shopper = Shopper(street)
    assert shopper.ask("POST", "/carts", {"channel": "moon"}).status == 422
    assert shopper.ask("POST", f"/carts/{shopper.cart({'MUG': 1})}/coupons", {"code": "FREE"}).status == 422


@pytest.mark.parametrize("value", [None, 7, "", "  ", "x" * 201, "a\0b", "\ud800"])
def test_a_text_is_some_letters_and_nothing_else(value: object) -> None:
    with pytest.raises(RefusedError):
        text({"name": value}, "name")


def test_a_token_is_never_kept() -> None:
    assert hash_of("token") != "token"
    assert hash_of("token") == hash_of("token")
