"""Fulfilment: parcels leave and arrive, their customers learn of it, and what is old news changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.systems.shop.server.fulfilling import is_news
from tests.systems.shop.server.street import Shopper, open_street

if TYPE_CHECKING:
    from pathlib import Path

    from tests.systems.shop.server.street import Street


def test_an_order_goes_from_placed_to_completed(tmp_path: Path) -> None:
    with open_street(tmp_path) as street:
        street.receive("MUG", 3)
        shopper = Shopper(street)
        order_id = shopper.buy({"MUG": 3})["order_id"]
        (number,) = street.ship(order_id)
        assert shopper.order(order_id)["status"] == "shipped"
        street.scan(number, "in_transit", "out_for_delivery", "delivered")
        assert shopper.order(order_id)["status"] == "delivered"
        street.days(13)
        assert shopper.order(order_id)["status"] == "delivered"
        street.days(1.5)
        assert shopper.order(order_id)["status"] == "completed"
        assert [each["status"] for each in street.journal("status", order_id)] == [
            "placed", "shipped", "delivered", "completed",
        ]  # fmt: skip
        assert street.stock("MUG") == {"on_hand": 0, "reserved": 0, "available": 0}


def test_a_split_order_is_told_parcel_by_parcel(street: Street) -> None:
    street.receive("TENT", 1, "lyon")
    street.receive("STOVE", 1, "berlin")
    shopper = Shopper(street)
    order_id = shopper.buy({"TENT": 1, "STOVE": 1})["order_id"]
    first, second = street.parcels(order_id)
    assert {first["location"], second["location"]} == {"lyon", "berlin"}
    sent = [street.people("warehouse", "POST", "/people/ship", {"fulfilment_id": each["fulfilment_id"]}).body
            ["tracking_number"] for each in (first,)]  # fmt: skip
    assert shopper.order(order_id)["status"] == "partially_shipped"
    sent += street.ship(order_id)
    assert shopper.order(order_id)["status"] == "shipped"
    street.scan(sent[0], "delivered")
    assert shopper.order(order_id)["status"] == "partially_delivered"
    street.scan(sent[1], "delivered")
    assert shopper.order(order_id)["status"] == "delivered"
    mails = street.mails(order_id)
    assert [len(mails[name]) for name in ("confirmation", "shipped", "delivered")] == [1, 2, 2]
    assert {each["tracking_number"] for each in street.journal("delivered", order_id)} == set(sent)


def test_an_event_that_comes_twice_counts_once(street: Street) -> None:
    before = street.stock("BOOK")["on_hand"]
    told = {"event_id": "wh-twice", "type": "stock.received", "location": "berlin", "sku": "BOOK", "quantity": 7}
    assert [street.hear("warehouse", told).status for _ in range(3)] == [200, 200, 200]
    assert street.stock("BOOK")["on_hand"] == before + 7


def test_a_late_scan_takes_nothing_back(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    (number,) = street.deliver(order_id)
    told = {"event_id": "late", "type": "scan", "tracking_number": number, "parcel_id": "P", "order_id": order_id,
            "status": "in_transit", "at": "2020-01-01T00:00:00.000000Z"}  # fmt: skip
    assert street.hear("carrier", told).status == 200
    order = shopper.order(order_id)
    assert (order["status"], order["parcels"]) == ("delivered", [{"tracking_number": number, "status": "delivered"}])


@pytest.mark.parametrize("status", ["lost", "return_to_sender"])
def test_a_parcel_that_does_not_arrive_says_so(street: Street, status: str) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    (number,) = street.ship(order_id)
    street.scan(number, "in_transit", status)
    assert shopper.order(order_id)["parcels"][0]["status"] == status


def test_backorders_are_served_in_turn(street: Street) -> None:
    sku = "CHAIR"
    street.receive(sku, 100)  # who waited before is served
    left = street.stock(sku)["available"]
    first, second = Shopper(street), Shopper(street)
    Shopper(street).buy({sku: left})
    one, other = first.buy({sku: 2})["order_id"], second.buy({sku: 2})["order_id"]
    street.receive(sku, 3)
    assert first.order(one)["lines"][0]["backordered"] == 0
    assert second.order(other)["lines"][0]["backordered"] == 1
    street.receive(sku, 1)
    assert second.order(other)["lines"][0]["backordered"] == 0
    street.deliver(other)
    assert second.order(other)["status"] == "delivered"


def test_cancelled_backorders_wait_for_nothing(street: Street) -> None:
    shopper = Shopper(street)
    street.receive("CHAIR", 200)
    Shopper(street).buy({"CHAIR": street.stock("CHAIR")["available"]})
    order_id = shopper.buy({"CHAIR": 1})["order_id"]
    assert shopper.change(order_id, "cancel").status == 200
    street.receive("CHAIR", 1)
    assert street.stock("CHAIR")["available"] == 1
    assert street.parcels(order_id) == []


def test_a_delivered_parcel_is_not_under_way_again() -> None:
    assert not is_news({"state": "delivered", "scan_at": "1"}, "in_transit", "2")
    assert not is_news({"state": "shipped", "scan_at": "2"}, "in_transit", "1")
    assert is_news({"state": "shipped", "scan_at": "1"}, "attempt_failed", "2")
