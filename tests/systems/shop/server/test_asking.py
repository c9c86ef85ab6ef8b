"""Requests that change something happen once for each key, also when the shop dies in the middle of one."""

from __future__ import annotations

import contextlib
import http.client
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.systems.shop.server.street import Shopper, open_street

if TYPE_CHECKING:
    from pathlib import Path

    from tests.systems.shop.server.street import Street


def test_a_key_that_was_used_for_something_else_is_refused(street: Street) -> None:
    shopper = Shopper(street)
    one, other = (shopper.buy({"MUG": 2})["order_id"] for _ in range(2))
    assert shopper.change(one, "cancel", key="k").status == 200
    assert shopper.change(other, "cancel", key="k").status == 422
    assert shopper.change(one, "edit", {"lines": [{"line_id": "1", "quantity": 1}]}, "k").status == 422


def test_one_change_at_a_time_is_under_way(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1}, card="lost-authorize")["order_id"]
    more, less = ({"lines": [{"line_id": "1", "quantity": units}]} for units in (3, 2))
    answers = []
    with contextlib.ExitStack() as ends:
        for body in (more, less):
            thread = threading.Thread(target=lambda body=body: answers.append(shopper.change(order_id, "edit", body)))
            thread.start()
            ends.callback(thread.join)
    assert {each.status for each in answers} <= {200, 409}
    assert 200 in {each.status for each in answers}
    street.deliver(order_id)
    money = street.money(order_id)
    assert money["capture"] == shopper.order(order_id)["total"] == money["authorize"] - money["void"]


@pytest.mark.parametrize("card", ["ok", "lost-authorize", "late-authorize"])
def test_the_same_key_is_answered_after_the_shop_was_killed(tmp_path: Path, card: str) -> None:
    with open_street(tmp_path) as street:
        street.receive("MUG", 5)
        shopper = Shopper(street)
        cart = shopper.cart({"MUG": 1})
        asking = threading.Thread(target=_ask_and_forget, args=(shopper, cart, card))
        asking.start()
        time.sleep(0.03)  # somewhere in the middle of placing: each of these moments must be safe
        street.restart(signal.SIGKILL)
        asking.join()
        answers = [shopper.place(cart, card, key="once") for _ in range(2)]
        assert [each.status for each in answers] == [201, 201]
        assert len({each.body["order_id"] for each in answers}) == 1
        order = shopper.ask("GET", "/orders").body["orders"]
        assert [each["order_id"] for each in order] == [answers[0].body["order_id"]]
        street.deliver(order[0]["order_id"])
        money = street.money(order[0]["order_id"])
        assert (money["authorize"], money["capture"]) == (order[0]["total"], order[0]["total"])
        assert street.stock("MUG") == {"on_hand": 4, "reserved": 0, "available": 4}


def _ask_and_forget(shopper: Shopper, cart: str, card: str) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        shopper.place(cart, card, key="once")
