"""The carrier says where parcels are, each thing once, and for one in four something old again when all is over."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from orderproof.world.books import one_in
from orderproof.world.carrier import LATE_ONE_IN

if TYPE_CHECKING:
    from tests.world.asked import Asked
    from tests.world.ear import Ear

NUMBERS = itertools.count()
SEED = 1


def sent(world: Asked) -> tuple[str, str]:
    """Hand a parcel over: its order and its tracking number."""
    order_id = f"C{next(NUMBERS)}"
    lines = [{"line_id": "1", "sku": "MUG", "quantity": 1}]
    body = {"fulfilment_id": f"{order_id}-F1", "order_id": order_id, "location": "berlin", "lines": lines}
    world.ask("POST", "warehouse", "/releases", body)
    _, told = world.ask("POST", "warehouse", "/people/ship", {"fulfilment_id": f"{order_id}-F1"})
    return order_id, told["tracking_number"]


def scan(world: Asked, tracking_number: str, status: str) -> int:
    return world.ask("POST", "carrier", "/people/scan", {"tracking_number": tracking_number, "status": status})[0]


def scans_of(world: Asked, tracking_number: str) -> list[str]:
    return [row.status for row in world.rows("carrier") if row.tracking_number == tracking_number]


def told_once(ear: Ear, order_id: str) -> list[tuple[str, str]]:
    """Give status and event id of what the shop was told, without what came twice."""
    heard = [each.body for each in ear.of("order_id", order_id) if each.body["type"] == "scan"]
    return list(dict.fromkeys((each["status"], each["event_id"]) for each in heard))


def test_scans_are_booked_and_told_in_their_order(world: Asked, ear: Ear) -> None:
    order_id, tracking_number = sent(world)
    for status in ("in_transit", "out_for_delivery", "attempt_failed", "return_to_sender"):
        assert scan(world, tracking_number, status) == 201
    world.rest()
    assert scans_of(world, tracking_number) == [
        "accepted", "in_transit", "out_for_delivery", "attempt_failed", "return_to_sender",
    ]  # fmt: skip
    assert [status for status, _ in told_once(ear, order_id)] == scans_of(world, tracking_number)[1:]
    (row, *_) = (row for row in world.rows("carrier") if row.tracking_number == tracking_number)
    assert (row.source, row.carrier, row.parcel_id, row.native) == (
        "carrier:post", "post", f"P-{order_id}-F1", "ACCEPTED",
    )  # fmt: skip


def test_the_same_scan_twice_is_one(world: Asked, ear: Ear) -> None:
    order_id, tracking_number = sent(world)
    assert [scan(world, tracking_number, "in_transit") for _ in range(2)] == [201, 201]
    world.rest()
    assert scans_of(world, tracking_number) == ["accepted", "in_transit"]
    assert len(told_once(ear, order_id)) == 1


def test_one_parcel_in_four_is_told_to_be_under_way_after_its_delivery(world: Asked, ear: Ear) -> None:
    parcels = [sent(world) for _ in range(24)]
    for _, tracking_number in parcels:
        scan(world, tracking_number, "in_transit")
        scan(world, tracking_number, "delivered")
    world.rest()
    late = [order_id for order_id, number in parcels if one_in(LATE_ONE_IN, SEED, number)]
    ends = {order_id: [status for status, _ in told_once(ear, order_id)] for order_id, _ in parcels}
    on_time = ["in_transit", "delivered"]
    assert ends == {order: [*on_time, "in_transit"] if order in late else on_time for order, _ in parcels}
    assert 0 < len(late) < 24


def test_what_is_told_late_has_its_old_time_a_new_id_and_no_row(world: Asked, ear: Ear) -> None:
    while True:
        order_id, tracking_number = sent(world)
        if one_in(LATE_ONE_IN, SEED, tracking_number):
            break
    for status in ("in_transit", "delivered"):
        scan(world, tracking_number, status)
    world.rest()
    under_way = [each.body for each in ear.of("order_id", order_id) if each.body.get("status") == "in_transit"]
    assert len({each["event_id"] for each in under_way}) == 2
    assert len({each["at"] for each in under_way}) == 1
    assert scans_of(world, tracking_number) == ["accepted", "in_transit", "delivered"]


def test_a_late_scan_waits_until_the_delivery_was_acknowledged(world: Asked, ear: Ear) -> None:
    while True:
        order_id, tracking_number = sent(world)
        if one_in(LATE_ONE_IN, SEED, tracking_number):
            break
    world.rest()
    refused = iter([503, 503])
    ear.says = lambda heard: next(refused, 200) if heard.body.get("status") == "delivered" else 200
    for status in ("in_transit", "delivered"):
        scan(world, tracking_number, status)
    world.rest()
    ear.says = lambda _heard: 200
    told = [each.body["status"] for each in ear.of("order_id", order_id) if each.body["type"] == "scan"]
    assert told.count("delivered") >= 3
    assert told[-1] == "in_transit"
    assert told.index("delivered") > told.index("in_transit")


@pytest.mark.parametrize("status", ["accepted ", "eaten", "", None, 7])
def test_an_unknown_status_is_refused(world: Asked, ear: Ear, status: object) -> None:
    _, tracking_number = sent(world)
    body = {"tracking_number": tracking_number, "status": status}
    assert world.ask("POST", "carrier", "/people/scan", body)[0] == 422
    assert scans_of(world, tracking_number) == ["accepted"]
    assert ear.url


def test_a_parcel_that_nobody_handed_over_is_not_found(world: Asked) -> None:
    assert scan(world, "TRK-none", "delivered") == 404


def test_nothing_is_told_late_that_was_never_so(world: Asked, ear: Ear) -> None:
    while True:
        order_id, tracking_number = sent(world)
        if one_in(LATE_ONE_IN, SEED, tracking_number):
            break
    scan(world, tracking_number, "delivered")
    world.rest()
    assert [status for status, _ in told_once(ear, order_id)] == ["delivered"]
