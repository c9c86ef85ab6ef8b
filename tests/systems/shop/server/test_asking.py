"""Requests that change something happen once for each key, also when the shop dies in the middle of one."""

from __future__ import annotations

import contextlib
import http.client
import queue
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from orderproof.systems.shop.server import asking, carts
from orderproof.systems.shop.server.app import Running
from orderproof.systems.shop.server.refusing import RefusedError
from orderproof.systems.shop.server.stocking import received
from tests.systems.shop.server.street import BERLIN, Shopper, open_street
from tests.systems.shop.server.test_app import config

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.systems.shop.server.working import Job
    from tests.systems.shop.server.processes import Answer
    from tests.systems.shop.server.street import Street

BUYERS = 20


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


def test_a_request_that_is_under_way_says_so_and_is_answered_once_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Running(config(tmp_path)).service
    monkeypatch.setattr(asking, "WAIT_SECONDS_MAX", 0)
    jobs: list[Job] = []
    monkeypatch.setattr(service.jobs, "go", lambda job, *_: jobs.append(job))
    service.database.write(lambda con: received(con, "MUG", "berlin", 1))
    shopper_id = carts.register(service, {"email": "a@shop.example", "name": "A"})["shopper_id"]
    cart = carts.open_cart(service, shopper_id, {"channel": "eu"})["cart_id"]
    carts.change(service, shopper_id, cart, "lines", {"sku": "MUG", "quantity": 1})
    carts.change(service, shopper_id, cart, "address", dict(BERLIN))
    body = {"cart_id": cart, "card": "ok"}
    refusals = []
    for asked in (body, body, {**body, "card": "other"}):
        with pytest.raises(RefusedError) as refused:
            asking.place(service, shopper_id, "k", asked)
        refusals.append((refused.value.status, refused.value.code))
    assert refusals == [(409, "in_flight"), (409, "in_flight"), (422, "validation")]
    (job,) = jobs
    answer = {"state": "succeeded", "kind": "authorize", "amount": job.payload["order"]["bill"]["total"],
              "currency": "EUR", "payment_id": "P", "transaction_id": "T"}  # fmt: skip
    monkeypatch.setattr(service.gateway, "call", lambda *_: (201, answer))
    service.jobs.run(job)
    told = [asking.place(service, shopper_id, "k", body) for _ in range(2)]
    assert told[0] == told[1]
    assert (told[0][0], told[0][1]["status"]) == (201, "placed")
    service.database.close()


def test_of_twenty_placings_none_is_lost_when_the_shop_is_killed_among_them(tmp_path: Path) -> None:
    with open_street(tmp_path) as street:
        street.receive("MUG", BUYERS)
        buyers = [Shopper(street) for _ in range(BUYERS)]
        carts_of = {each.shopper_id: each.cart({"MUG": 1}) for each in buyers}
        answered: dict[str, Answer] = {}
        ended: queue.Queue[None] = queue.Queue()

        def press(nth: int) -> None:
            buyer = buyers[nth]
            with contextlib.suppress(OSError, http.client.HTTPException):
                answered[buyer.shopper_id] = _once(buyer, carts_of[buyer.shopper_id], nth)
            ended.put(None)

        with ThreadPoolExecutor(BUYERS) as pool:
            pressed = [pool.submit(press, nth) for nth in range(BUYERS)]
            for _ in range(BUYERS // 4):
                ended.get(timeout=15)
            street.restart(signal.SIGKILL)
        assert [each.exception() for each in pressed] == [None] * BUYERS
        before = {name: answer.body["order_id"] for name, answer in answered.items() if answer.status == 201}
        assert before
        for nth, buyer in enumerate(buyers):
            again = _once(buyer, carts_of[buyer.shopper_id], nth)
            assert again.status == 201, again
            order_id, total = again.body["order_id"], again.body["total"]
            assert before.get(buyer.shopper_id, order_id) == order_id
            assert [each["order_id"] for each in buyer.ask("GET", "/orders").body["orders"]] == [order_id]
            assert street.money(order_id)["authorize"] == total
        assert street.stock("MUG") == {"on_hand": BUYERS, "reserved": BUYERS, "available": 0}


def _once(buyer: Shopper, cart: str, nth: int) -> Answer:
    return buyer.place(cart, ("ok", "lost-authorize")[nth % 2], key="once")
