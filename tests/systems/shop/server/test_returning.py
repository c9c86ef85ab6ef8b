"""Returns: what came back is looked at, paid back once, and on the shelf only where it is good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from orderproof.systems.shop.server.returning import goes_on_the_shelf
from tests.systems.shop.server.street import Shopper, open_street

if TYPE_CHECKING:
    from pathlib import Path

    from tests.systems.shop.server.street import Street


def returned(street: Street, shopper: Shopper, order: Any, units: int, disposition: str = "restock") -> str:
    """Send units of the first line back, all the way."""
    asked = {"lines": [{"line_id": "1", "quantity": units}], "reason": "too big"}
    answer = shopper.change(order["order_id"], "returns", asked)
    assert answer.status == 201, answer
    goods = [{"line_id": "1", "sku": order["lines"][0]["sku"], "quantity": units}]
    street.take_back(order["order_id"], answer.body["return_id"], goods, disposition)
    return str(answer.body["return_id"])


@pytest.mark.parametrize(("disposition", "back"), [("restock", 1), ("scrap", 0)])
def test_good_goods_go_on_the_shelf_and_bad_ones_do_not(street: Street, disposition: str, back: int) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"LAMP": 2})
    street.deliver(order["order_id"])
    before = street.stock("LAMP")["on_hand"]
    returned(street, shopper, order, 1, disposition)
    assert street.stock("LAMP")["on_hand"] == before + back
    assert shopper.order(order["order_id"])["status"] == "partially_returned"
    assert street.money(order["order_id"])["refund"] > 0


@pytest.mark.parametrize("channel", ["eu", "us"])
def test_all_units_one_by_one_give_back_what_they_cost(street: Street, channel: str) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 3}, channel, coupon="WELCOME10")
    street.deliver(order["order_id"])
    for _ in range(3):
        returned(street, shopper, order, 1)
    told = shopper.order(order["order_id"])
    shipping_tax = sum(each["amount"] for each in street.journal("tax", order["order_id"]) if each["line_id"] is None)
    shipping = order["shipping"] + (shipping_tax if channel == "us" else 0)
    assert street.money(order["order_id"])["refund"] == order["total"] - shipping
    assert (told["status"], told["refunded"]) == ("returned", order["total"] - shipping)
    assert len(street.mails(order["order_id"])["refunded"]) == 3


def test_a_return_is_told_from_its_request_to_its_end(street: Street) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 1})
    street.deliver(order["order_id"])
    return_id = returned(street, shopper, order, 1)
    told = [(each["event"], each["return_id"]) for each in street.journal("return", order["order_id"])]
    assert told == [(event, return_id) for event in ("requested", "approved", "closed")]


def test_no_more_comes_back_than_has_left(street: Street) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 2})
    asked = {"lines": [{"line_id": "1", "quantity": 2}], "reason": ""}
    assert shopper.change(order["order_id"], "returns", asked).status == 409
    street.deliver(order["order_id"])
    assert [shopper.change(order["order_id"], "returns", asked).status for _ in range(2)] == [201, 409]


def test_the_same_return_asked_twice_is_one(street: Street) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 2})
    street.deliver(order["order_id"])
    asked = {"lines": [{"line_id": "1", "quantity": 1}], "reason": "x"}
    answers = [shopper.change(order["order_id"], "returns", asked, "same") for _ in range(2)]
    assert answers[0].body == answers[1].body
    assert len(shopper.order(order["order_id"])["returns"]) == 1


def test_after_fourteen_days_it_is_too_late(tmp_path: Path) -> None:
    with open_street(tmp_path) as street:
        street.receive("MUG", 1)
        shopper = Shopper(street)
        order = shopper.buy({"MUG": 1})
        street.deliver(order["order_id"])
        street.days(14.5)
        asked = {"lines": [{"line_id": "1", "quantity": 1}], "reason": ""}
        assert shopper.change(order["order_id"], "returns", asked).code == "invalid_state"


def test_an_open_return_keeps_an_order_from_being_completed(tmp_path: Path) -> None:
    with open_street(tmp_path) as street:
        street.receive("MUG", 2)
        shopper = Shopper(street)
        order = shopper.buy({"MUG": 2})
        street.deliver(order["order_id"])
        street.days(13)
        asked = {"lines": [{"line_id": "1", "quantity": 1}], "reason": ""}
        return_id = shopper.change(order["order_id"], "returns", asked).body["return_id"]
        street.days(3)
        assert shopper.order(order["order_id"])["status"] == "delivered"
        goods = [{"line_id": "1", "sku": "MUG", "quantity": 1}]
        street.take_back(order["order_id"], return_id, goods, "restock")
        street.days(1)
        assert shopper.order(order["order_id"])["status"] == "completed"


def test_only_good_goods_can_be_sold_again() -> None:
    assert (goes_on_the_shelf("restock"), goes_on_the_shelf("scrap")) == (True, False)


def test_what_is_still_on_its_way_cannot_be_returned(street: Street) -> None:
    street.receive("RARE-6", 1, "berlin")
    street.receive("RARE-6", 1, "lyon")
    shopper = Shopper(street)
    order_id = shopper.buy({"RARE-6": 2})["order_id"]
    first, second = street.ship(order_id)
    street.scan(first, "delivered")
    one, both = ({"lines": [{"line_id": "1", "quantity": units}], "reason": "x"} for units in (1, 2))
    assert shopper.change(order_id, "returns", both).code == "invalid_state"
    assert [shopper.change(order_id, "returns", one).status for _ in range(2)] == [201, 409]
    street.scan(second, "delivered")
    assert shopper.change(order_id, "returns", one).status == 201
