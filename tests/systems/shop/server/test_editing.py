"""Editing: new quantities, a new bill, and the money follows it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.systems.shop.server.editing import bill_after_edit
from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


def edited(shopper: Shopper, order_id: str, **quantities: int) -> Any:
    lines = [{"line_id": name.removeprefix("line"), "quantity": units} for name, units in quantities.items()]
    answer = shopper.change(order_id, "edit", {"lines": lines})
    assert answer.status == 200, answer
    return answer.body


@pytest.mark.parametrize("channel", ["eu", "us"])
@pytest.mark.parametrize(("first", "then"), [(1, 3), (3, 1)])
def test_an_edited_order_costs_what_a_new_one_would(street: Street, channel: str, first: int, then: int) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": first, "BOOK": 1}, channel)["order_id"]
    told = edited(shopper, order_id, line1=then)
    other = shopper.buy({"MUG": then, "BOOK": 1}, channel)
    names = ("items", "discount", "shipping", "tax", "total")
    assert [told[name] for name in names] == [other[name] for name in names]
    street.deliver(order_id)
    money = street.money(order_id)
    assert money["capture"] - money["refund"] == told["total"]
    assert money["capture"] + money["void"] == money["authorize"]


def test_an_edit_moves_goods_to_and_from_the_shelf(street: Street) -> None:
    shopper = Shopper(street)
    before = street.stock("MUG")["reserved"]
    order_id = shopper.buy({"MUG": 2})["order_id"]
    edited(shopper, order_id, line1=5)
    assert street.stock("MUG")["reserved"] == before + 5
    edited(shopper, order_id, line1=1)
    assert street.stock("MUG")["reserved"] == before + 1
    kept = sum(line["quantity"] for each in street.parcels(order_id) for line in each["lines"])
    assert kept == 1


def test_goods_can_be_added_by_name(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    answer = shopper.change(order_id, "edit", {"lines": [{"sku": "BOOK", "quantity": 2}]})
    assert [(line["sku"], line["quantity"]) for line in answer.body["lines"]] == [("MUG", 1), ("BOOK", 2)]
    assert answer.body["version"] > 1


def test_the_journal_tells_the_totals_anew(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    total = edited(shopper, order_id, line1=4)["total"]
    assert [each["total"] for each in street.journal("totals", order_id)][-1] == total
    assert sum(each["quantity"] for each in street.journal("line", order_id)) == 4


def test_what_has_left_cannot_be_edited(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    street.ship(order_id)
    assert shopper.change(order_id, "edit", {"lines": [{"line_id": "1", "quantity": 2}]}).code == "invalid_state"


def test_an_edit_for_which_there_are_no_goods_changes_nothing(street: Street) -> None:
    street.receive("RARE-2", 2)
    shopper = Shopper(street)
    before = shopper.buy({"RARE-2": 1})
    refused = shopper.change(before["order_id"], "edit", {"lines": [{"line_id": "1", "quantity": 9}]})
    assert (refused.status, refused.code) == (409, "out_of_stock")
    after = shopper.order(before["order_id"])
    assert (after["total"], after["lines"]) == (before["total"], before["lines"])
    assert street.stock("RARE-2") == {"on_hand": 2, "reserved": 1, "available": 1}


SENSELESS: tuple[object, ...] = (
    None, [], "x", [7], [{"line_id": "1"}], [{"line_id": "1", "quantity": -2}], [{"sku": "NOTHING", "quantity": 1}],
    [{"line_id": "1", "quantity": 10**9}],
)  # fmt: skip


@pytest.mark.parametrize("lines", SENSELESS)
def test_an_edit_that_makes_no_sense_is_refused(street: Street, lines: object) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    assert shopper.change(order_id, "edit", {"lines": lines}).status == 422


def test_the_bill_after_an_edit_is_the_new_one() -> None:
    assert bill_after_edit({"total": 1}, {"total": 2}) == {"total": 2}


@pytest.mark.parametrize("units", [1, 5])
def test_an_edit_against_a_shipment_loses_neither_goods_nor_money(either_street: Street, units: int) -> None:
    street = either_street
    before = street.stock("MUG")
    gone = 0
    for _ in range(6):
        shopper = Shopper(street)
        order_id = shopper.buy({"MUG": 3})["order_id"]
        (parcel,) = street.parcels(order_id)
        with ThreadPoolExecutor(2) as pool:
            work = {"fulfilment_id": parcel["fulfilment_id"]}
            edit = pool.submit(shopper.change, order_id, "edit", {"lines": [{"line_id": "1", "quantity": units}]})
            ship = pool.submit(street.people, "warehouse", "POST", "/people/ship", work)
        assert edit.result().status in {200, 409}
        assert ship.result().status in {200, 409}
        street.deliver(order_id)
        for each in street.parcels(order_id):
            if each["tracking_number"] is not None:
                street.scan(each["tracking_number"], "delivered")
        told, money = shopper.order(order_id), street.money(order_id)
        (line,) = told["lines"]
        assert line["quantity"] == line["shipped"] == (units if edit.result().status == 200 else 3)
        assert told["status"] == "delivered"
        assert money["capture"] == told["total"]
        assert money["capture"] + money["void"] == money["authorize"]
        gone += line["shipped"]
    after = street.stock("MUG")
    assert (after["on_hand"], after["reserved"]) == (before["on_hand"] - gone, before["reserved"])


def test_what_is_added_after_another_edit_is_a_line_of_its_own(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    both = {"lines": [{"line_id": "1", "quantity": 2}, {"sku": "BOOK", "quantity": 1}]}
    assert shopper.change(order_id, "edit", both).status == 200
    told = shopper.change(order_id, "edit", {"lines": [{"sku": "LAMP", "quantity": 1}]}).body
    expected = [("MUG", 2), ("BOOK", 1), ("LAMP", 1)]
    assert [(line["sku"], line["quantity"]) for line in told["lines"]] == expected
    assert len({line["line_id"] for line in told["lines"]}) == 3
    sent: dict[str, int] = {}
    for line in (line for each in street.parcels(order_id) for line in each["lines"]):
        sent[line["sku"]] = sent.get(line["sku"], 0) + line["quantity"]
    assert sorted(sent.items()) == sorted(expected)
