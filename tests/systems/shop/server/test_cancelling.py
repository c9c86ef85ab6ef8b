"""Cancelling: never without the warehouse's word, and then goods and money are free again, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


@pytest.mark.parametrize("channel", ["eu", "us"])
def test_a_cancelled_order_keeps_neither_goods_nor_money(either_street: Street, channel: str) -> None:
    shopper = Shopper(either_street)
    before = either_street.stock("MUG")
    order = shopper.buy({"MUG": 2}, channel)
    cancelled = shopper.change(order["order_id"], "cancel", {"reason": "changed my mind"})
    assert (cancelled.status, cancelled.body["status"]) == (200, "cancelled")
    assert either_street.stock("MUG") == before
    money = either_street.money(order["order_id"])
    assert money["void"] + money["refund"] == order["total"]
    assert [each["state"] for each in either_street.parcels(order["order_id"])] == ["cancelled"]
    mails = either_street.mails(order["order_id"])
    assert len(mails["cancelled"]) == 1
    assert len(mails.get("refunded", [])) == (1 if channel == "us" else 0)


def test_a_cancelled_part_leaves_the_rest(street: Street) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 3, "BOOK": 1}, "us")
    part = {"lines": [{"line_id": "1", "quantity": 2}]}
    told = shopper.change(order["order_id"], "cancel", part).body
    assert [(line["quantity"], line["cancelled"]) for line in told["lines"]] == [(1, 2), (1, 0)]
    assert told["status"] == "placed"
    assert "cancelled" not in street.mails(order["order_id"])
    assert 0 < street.money(order["order_id"])["refund"] < order["total"]
    street.deliver(order["order_id"])
    assert shopper.order(order["order_id"])["status"] == "delivered"


def test_cancelling_bit_by_bit_gives_everything_back(street: Street) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 3, "BOOK": 2}, "us", coupon="WELCOME10")
    for line_id, times in (("1", 3), ("2", 2)):
        for _ in range(times):
            part = {"lines": [{"line_id": line_id, "quantity": 1}]}
            assert shopper.change(order["order_id"], "cancel", part).status == 200
    assert shopper.order(order["order_id"])["status"] == "cancelled"
    assert street.money(order["order_id"])["refund"] == order["total"]


def test_what_has_left_cannot_be_cancelled(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    street.ship(order_id)
    refused = shopper.change(order_id, "cancel")
    assert (refused.status, refused.code) == (409, "invalid_state")


def test_cancelling_again_is_refused_and_frees_nothing_twice(street: Street) -> None:
    shopper = Shopper(street)
    before = street.stock("MUG")
    order_id = shopper.buy({"MUG": 1})["order_id"]
    assert [shopper.change(order_id, "cancel").status for _ in range(2)] == [200, 409]
    assert shopper.change(order_id, "cancel", key="k").status == 409
    assert street.stock("MUG") == before


def test_the_same_cancel_asked_twice_is_answered_twice_and_done_once(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 3}, "us")["order_id"]
    part = {"lines": [{"line_id": "1", "quantity": 1}]}
    assert [shopper.change(order_id, "cancel", part, "same").status for _ in range(2)] == [200, 200]
    assert shopper.order(order_id)["lines"][0]["cancelled"] == 1


def test_more_than_there_is_cannot_be_cancelled(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    assert shopper.change(order_id, "cancel", {"lines": [{"line_id": "1", "quantity": 2}]}).status == 409
    for lines in ("x", [], [1], [{"line_id": "9", "quantity": 1}], [{"line_id": "1", "quantity": -1}], {"line_id": 1}):
        assert shopper.change(order_id, "cancel", {"lines": lines}).status in {409, 422}
    assert shopper.order(order_id)["status"] == "placed"


def test_a_cancel_against_a_shipment_is_won_by_one_of_them(either_street: Street) -> None:
    street = either_street
    before = street.stock("MUG")
    gone = 0
    for _ in range(8):
        shopper = Shopper(street)
        order = shopper.buy({"MUG": 1})
        (parcel,) = street.parcels(order["order_id"])
        work = {"fulfilment_id": parcel["fulfilment_id"]}
        with ThreadPoolExecutor(2) as pool:
            cancel = pool.submit(shopper.change, order["order_id"], "cancel")
            ship = pool.submit(street.people, "warehouse", "POST", "/people/ship", work)
        assert sorted([cancel.result().status, ship.result().status]) == [200, 409]
        shipped = ship.result().status == 200
        gone += shipped
        assert shopper.order(order["order_id"])["status"] == ("shipped" if shipped else "cancelled")
        money = street.money(order["order_id"])
        assert (money["capture"], money["void"]) == ((order["total"], 0) if shipped else (0, order["total"]))
    after = street.stock("MUG")
    assert (after["on_hand"], after["reserved"]) == (before["on_hand"] - gone, before["reserved"])


def test_two_cancels_at_once_free_the_goods_once(either_street: Street) -> None:
    shopper = Shopper(either_street)
    before = either_street.stock("MUG")
    order = shopper.buy({"MUG": 2}, "us")
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: shopper.change(order["order_id"], "cancel"), range(5)))
    assert sorted(each.status for each in answers) == [200, 409, 409, 409, 409]
    assert either_street.stock("MUG") == before
    assert either_street.money(order["order_id"])["refund"] == order["total"]
