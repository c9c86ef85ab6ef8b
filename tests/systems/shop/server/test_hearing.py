"""What the world tells the shop: signed or not at all, once however often, and nothing else is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.systems.shop.server.processes import ask

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
