"""Jobs: what is owed to the world is done, also by the next process, and once."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.systems.shop.server.working import Job
from tests.systems.shop.server.street import Shopper, open_street

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_that_is_owed_is_lost_or_doubled_when_the_shop_ends(tmp_path: Path, number: int) -> None:
    with open_street(tmp_path) as street:
        street.receive("MUG", 100)
        shopper = Shopper(street, "lostmail@shop.example")
        bought: list[tuple[str, Any]] = []
        for nth in range(6):
            order = shopper.buy({"MUG": 2}, ("eu", "us")[nth % 2], "lost-capture+lost-refund")
            bought.append((order["order_id"], order))
            if nth % 3 == 2:
                shopper.change(order["order_id"], "cancel")
            for each in street.people("warehouse", "GET", f"/releases?order_id={order['order_id']}").body:
                street.people("warehouse", "POST", "/people/ship", {"fulfilment_id": each["fulfilment_id"]})
            street.restart(number)
        for order_id, order in bought:
            for each in street.deliver(order_id) or [each["tracking_number"] for each in street.parcels(order_id)]:
                if each is not None:
                    street.scan(each, "delivered")
            told, money, mails = shopper.order(order_id), street.money(order_id), street.mails(order_id)
            gone = 0 if told["status"] == "cancelled" else order["total"]
            assert money["capture"] - money["refund"] == gone
            assert told["status"] in {"cancelled", "delivered"}
            assert all(len(each) == 1 for each in mails.values())
            assert {"confirmation", "cancelled" if gone == 0 else "delivered"} <= set(mails)
        shipped = sum(2 for order_id, _ in bought if shopper.order(order_id)["status"] == "delivered")
        assert street.stock("MUG") == {"on_hand": 100 - shipped, "reserved": 0, "available": 100 - shipped}


def test_a_job_has_not_been_tried_when_it_is_made() -> None:
    assert Job("name", "kind", None, {}).attempt == 0
