"""Placing: a cart gives one order, a key gives one answer, and nobody buys what is not there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from orderproof.systems.shop.server.placing import may_place_again
from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street

BUYERS = 20


def test_an_order_is_told_in_full(street: Street) -> None:
    shopper = Shopper(street)
    cart = shopper.cart({"MUG": 2, "BOOK": 1})
    quote = shopper.ask("GET", f"/carts/{cart}/quote").body
    order = shopper.place(cart, expected_total=quote["total"]).body
    assert order["status"] == "placed"
    assert [(line["sku"], line["quantity"]) for line in order["lines"]] == [("MUG", 2), ("BOOK", 1)]
    assert {name: order[name] for name in ("items", "discount", "shipping", "tax", "total")} == {
        name: quote[name] for name in ("items", "discount", "shipping", "tax", "total")
    }
    assert (order["checkout_id"], order["due"]) == (cart, order["total"])
    assert order["version"] >= 1, "what is done for it meanwhile counts, too"
    assert street.money(order["order_id"]) == {"authorize": order["total"], "capture": 0, "void": 0, "refund": 0}


def test_the_journal_tells_of_a_new_order_once(street: Street) -> None:
    order_id = Shopper(street).buy({"MUG": 2})["order_id"]
    told = [each["what"] for each in street.admin("GET", "/admin/journal?after=0&limit=10000")["entries"]
            if each["order_id"] == order_id]  # fmt: skip
    for what in ("placed", "line", "totals", "promised", "reserved", "allocated", "status"):
        assert told.count(what) == 1, (what, told)


def test_a_declined_card_leaves_no_order_and_the_cart_as_it_was(street: Street) -> None:
    shopper = Shopper(street)
    before = street.stock("LAMP")
    cart = shopper.cart({"LAMP": 1})
    refused = shopper.place(cart, "declined")
    assert (refused.status, refused.code) == (402, "declined")
    assert shopper.ask("GET", "/orders").body == {"orders": []}
    assert street.stock("LAMP") == before
    assert shopper.place(cart).status == 201


def test_the_same_key_gives_the_same_order_and_another_body_none(either_street: Street) -> None:
    shopper = Shopper(either_street)
    cart = shopper.cart({"MUG": 1})
    first, again = shopper.place(cart, key="once"), shopper.place(cart, key="once")
    assert (first.status, again.status) == (201, 201)
    assert again.body["order_id"] == first.body["order_id"]
    assert shopper.place(shopper.cart({"MUG": 1}), key="once").status == 422
    assert len(shopper.ask("GET", "/orders").body["orders"]) == 1


def test_a_key_is_one_shoppers_own(street: Street) -> None:
    one, other = Shopper(street), Shopper(street)
    first, second = (each.place(each.cart({"MUG": 1}), key="mine").body["order_id"] for each in (one, other))
    assert first != second


def test_a_cart_gives_one_order(street: Street) -> None:
    shopper = Shopper(street)
    cart = shopper.cart({"MUG": 1})
    assert [shopper.place(cart).status, shopper.place(cart).status] == [201, 409]


def test_a_total_that_is_not_what_was_expected_is_refused(street: Street) -> None:
    shopper = Shopper(street)
    refused = shopper.place(shopper.cart({"MUG": 1}), expected_total=1)
    assert (refused.status, refused.code) == (409, "total_changed")


def test_placing_without_a_key_is_refused(street: Street) -> None:
    shopper = Shopper(street)
    refused = shopper.ask("POST", "/orders", {"cart_id": shopper.cart({"MUG": 1}), "card": "ok"})
    assert refused.status == 422


@pytest.mark.parametrize("cart", ["nothing", "", "\ud800", "\0", "' OR 1=1 --"])
def test_a_cart_that_is_not_there_is_no_fault_of_the_shop(either_street: Street, cart: str) -> None:
    assert Shopper(either_street).place(cart).status in {404, 422}


@pytest.mark.parametrize("card", ["", None, 7, [], "\ud800"])
def test_a_card_that_is_none_is_refused(street: Street, card: object) -> None:
    shopper = Shopper(street)
    assert shopper.ask("POST", "/orders", {"cart_id": shopper.cart({"MUG": 1}), "card": card}, "k").status == 422


def test_twenty_buyers_share_five_units(either_street: Street) -> None:
    either_street.receive("RARE-1", 5)
    buyers = [Shopper(either_street) for _ in range(BUYERS)]
    carts = [each.cart({"RARE-1": 1}) for each in buyers]
    with ThreadPoolExecutor(BUYERS) as pool:
        answers = list(pool.map(lambda pair: pair[0].place(pair[1]), zip(buyers, carts, strict=True)))
    assert sorted((each.status, each.code) for each in answers) == [(201, "")] * 5 + [(409, "out_of_stock")] * 15
    assert either_street.stock("RARE-1") == {"on_hand": 5, "reserved": 5, "available": 0}


def test_one_key_used_ten_times_at_once_gives_one_order(either_street: Street) -> None:
    shopper = Shopper(either_street)
    cart = shopper.cart({"MUG": 1})
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: shopper.place(cart, key="double-click"), range(10)))
    assert {each.status for each in answers} <= {201, 409}
    assert len({each.body["order_id"] for each in answers if each.status == 201}) == 1
    either_street.quiet()
    assert len(shopper.ask("GET", "/orders").body["orders"]) == 1


def test_one_cart_placed_under_ten_keys_at_once_gives_one_order(either_street: Street) -> None:
    shopper = Shopper(either_street)
    cart = shopper.cart({"MUG": 1})
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda nth: shopper.place(cart, key=f"tab-{nth}"), range(10)))
    assert sorted(each.status for each in answers) == [201] + [409] * 9


@pytest.mark.parametrize("card", ["lost-authorize", "lost-authorize+lost-capture"])
@pytest.mark.parametrize("channel", ["eu", "us"])
def test_an_answer_that_got_lost_is_read_back_and_charged_once(street: Street, card: str, channel: str) -> None:
    order = Shopper(street).buy({"MUG": 1}, channel, card)
    street.deliver(order["order_id"])
    money = street.money(order["order_id"])
    assert (money["authorize"], money["capture"]) == (order["total"], order["total"])


def test_what_is_not_there_but_may_wait_is_promised_later(street: Street) -> None:
    order = Shopper(street).buy({"CHAIR": street.stock("CHAIR")["available"] + 2})
    assert order["status"] == "placed"
    assert order["lines"][0]["backordered"] == 2
    assert order["promise"]["ship_by"][:10] > order["placed_at"][:10]


def test_a_cart_that_gave_an_order_gives_no_other() -> None:
    assert may_place_again("O1") is False


def test_buyers_of_the_same_two_rare_things_in_either_order_hinder_nobody(either_street: Street) -> None:
    for sku in ("RARE-7", "RARE-8"):
        either_street.receive(sku, 2)
    buyers = [Shopper(either_street) for _ in range(BUYERS)]
    goods = [("RARE-7", "RARE-8"), ("RARE-8", "RARE-7")]
    carts = [each.cart(dict.fromkeys(goods[nth % 2], 1)) for nth, each in enumerate(buyers)]
    with ThreadPoolExecutor(BUYERS) as pool:
        answers = list(pool.map(lambda pair: pair[0].place(pair[1]), zip(buyers, carts, strict=True)))
    assert sorted((each.status, each.code) for each in answers) == [(201, "")] * 2 + [(409, "out_of_stock")] * 18
    for sku in ("RARE-7", "RARE-8"):
        assert either_street.stock(sku) == {"on_hand": 2, "reserved": 2, "available": 0}
