"""Money: taken as goods leave, given up or given back, each movement once and never more than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


@pytest.mark.parametrize("channel", ["eu", "us"])
def test_the_total_is_taken_once(street: Street, channel: str) -> None:
    order = Shopper(street).buy({"MUG": 1, "BOOK": 3}, channel)
    street.deliver(order["order_id"])
    total = order["total"]
    assert street.money(order["order_id"]) == {"authorize": total, "capture": total, "void": 0, "refund": 0}


def test_each_shipment_takes_its_own_value(street: Street) -> None:
    street.receive("TENT", 1, "lyon")
    street.receive("STOVE", 3, "berlin")
    order = Shopper(street).buy({"TENT": 1, "STOVE": 3}, coupon="WELCOME10")
    street.deliver(order["order_id"])
    captures = [row.amount for row in street.book("gateway", "payments", order["order_id"]) if row.kind == "capture"]
    assert len(captures) == 2
    assert sum(captures) == order["total"]


@pytest.mark.parametrize("card", ["lost-capture", "late-capture", "busy-capture"])
def test_a_capture_without_an_answer_is_made_once(street: Street, card: str) -> None:
    order = Shopper(street).buy({"MUG": 1}, card=card)
    street.ship(order["order_id"])
    assert street.money(order["order_id"])["capture"] == order["total"]
    told = [each for each in street.journal("payment", order["order_id"]) if each["kind"] == "capture"]
    assert [each["amount"] for each in told] == [order["total"]]


@pytest.mark.parametrize("card", ["lost-refund", "late-refund"])
def test_a_refund_without_an_answer_is_made_once(street: Street, card: str) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 1}, "us", card)
    assert shopper.change(order["order_id"], "cancel").status == 200
    assert street.money(order["order_id"])["refund"] == order["total"]


def test_what_is_set_aside_for_cancelled_units_is_given_up_after_the_rest_is_taken(street: Street) -> None:
    shopper = Shopper(street)
    for _ in range(6):
        order_id = shopper.buy({"MUG": 3})["order_id"]
        assert shopper.change(order_id, "cancel", {"lines": [{"line_id": "1", "quantity": 1}]}).status == 200
        street.ship(order_id)
        money = street.money(order_id)
        assert money["capture"] + money["void"] == money["authorize"]
        assert [row.kind for row in street.book("gateway", "payments", order_id)][-1] == "void"


def test_a_refund_out_of_two_payments_is_one_refund_to_its_customer(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1}, "us")["order_id"]
    assert shopper.change(order_id, "edit", {"lines": [{"line_id": "1", "quantity": 3}]}).status == 200
    taken = street.money(order_id)["capture"]
    assert shopper.change(order_id, "cancel").status == 200
    assert street.money(order_id)["refund"] == taken
    (mail,) = street.mails(order_id)["refunded"]
    assert mail.told["refund"] == str(taken)
    assert shopper.order(order_id)["refunded"] == taken


def test_the_journal_names_every_movement_as_the_gateway_does(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 2}, "us")["order_id"]
    assert shopper.change(order_id, "cancel").status == 200
    names = ("kind", "state", "amount", "currency", "payment_id", "effect_id", "intent_id", "refund_id")
    told = [tuple(each.get(name) for name in names) for each in street.journal("payment", order_id)]
    moved = [tuple(getattr(row, name) for name in names) for row in street.book("gateway", "payments", order_id)]
    assert sorted(told, key=str) == sorted(moved, key=str)
