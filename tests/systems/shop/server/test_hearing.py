"""What the world tells the shop: signed or not at all, once however often, and nothing else is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.systems.shop.server.processes import ask
from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street

GOODS: dict[str, Any] = {"type": "stock.received", "location": "reno", "sku": "RARE-4", "quantity": 5}


@pytest.mark.parametrize("door", ["warehouse", "carrier"])
def test_who_does_not_know_the_secret_is_not_heard(street: Street, door: str) -> None:
    assert street.hear(door, {**GOODS, "event_id": "forged"}, "guessed").status == 401
    port = street.shop.ports["port"]
    assert ask(port, "POST", f"/webhooks/{door}", GOODS).status == 401
    assert ask(port, "POST", f"/webhooks/{door}", GOODS, {"X-Signature": "sha256=\xff"}).status == 401
    assert street.stock("RARE-4") == {"on_hand": 0, "reserved": 0, "available": 0}


def test_an_event_is_counted_once(street: Street) -> None:
    told = {**GOODS, "event_id": "once", "sku": "RARE-5"}
    assert {street.hear("warehouse", told).status for _ in range(4)} == {200}
    assert street.stock("RARE-5")["on_hand"] == 5


@pytest.mark.parametrize("told", [{}, {"event_id": "a"}, {"event_id": "b", "type": "unheard of"}, [], "x", None,
                                  {"event_id": "c", "type": "stock.received"}])  # fmt: skip
def test_what_is_no_event_is_refused(street: Street, told: Any) -> None:
    answer = street.hear("warehouse", told)
    assert (answer.status, answer.code) == (422, "validation")


def test_an_event_of_an_order_that_is_not_ours_changes_nothing(street: Street) -> None:
    before = street.admin("GET", "/admin/stock")
    told = {"event_id": "strange", "type": "shipped", "order_id": "O-nobody", "fulfilment_id": "F", "parcel_id": "P",
            "tracking_number": "T", "lines": [{"line_id": "1", "sku": "MUG", "quantity": 1}]}  # fmt: skip
    assert street.hear("warehouse", told).status == 200
    assert street.admin("GET", "/admin/stock") == before


EVENTS: tuple[dict[str, Any], ...] = (
    GOODS,
    {"type": "shipped", "order_id": "O", "fulfilment_id": "F", "parcel_id": "P", "tracking_number": "T",
     "lines": [{"line_id": "1", "sku": "MUG", "quantity": 1}]},
    {"type": "scan", "order_id": "O", "tracking_number": "T", "status": "delivered", "at": "2026-01-01T00:00:00Z"},
    {"type": "return.received", "order_id": "O", "return_id": "R"},
    {"type": "return.inspected", "order_id": "O", "return_id": "R", "disposition": "restock", "location": "berlin",
     "lines": [{"line_id": "1", "sku": "MUG", "quantity": 1}]},
)  # fmt: skip
WRONG: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, "", "\0", "\ud800", "x" * 5000, {}, [None], [[]], [{"line_id": "1"}],
    [{"line_id": "1", "sku": "MUG", "quantity": "1"}], [{"line_id": [], "sku": "MUG", "quantity": 1}],
)  # fmt: skip


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["type"])
def test_an_event_with_a_value_that_makes_no_sense_is_refused_for_good(
    either_street: Street, event: dict[str, Any]
) -> None:
    before = either_street.admin("GET", "/admin/stock")
    for name in ("event_id", *event):
        for wrong in WRONG:
            answer = either_street.hear("warehouse", {"event_id": f"wrong-{event['type']}", **event, name: wrong})
            assert (answer.status, answer.code) == (422, "validation"), (name, wrong)
    assert either_street.admin("GET", "/admin/stock") == before


def test_a_scan_that_is_older_than_what_is_known_changes_nothing(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    (number,) = street.ship(order_id)
    for nth, (status, at) in enumerate((("out_for_delivery", "2026-01-02"), ("in_transit", "2026-01-01"))):
        told = {"event_id": f"{order_id}-{nth}", "type": "scan", "order_id": order_id, "tracking_number": number,
                "status": status, "at": f"{at}T00:00:00.000000Z"}  # fmt: skip
        assert street.hear("carrier", told).status == 200
    assert shopper.order(order_id)["parcels"] == [{"tracking_number": number, "status": "out_for_delivery"}]
