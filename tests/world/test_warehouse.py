"""The warehouse moves what it is told to, books every unit, and lets nobody cancel what it is handing over."""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from orderproof.world.books import one_in
from tests.world.asked import SECRET

if TYPE_CHECKING:
    from tests.world.asked import Asked
    from tests.world.ear import Ear

NUMBERS = itertools.count()


def released(world: Asked, **lines: int) -> tuple[str, str]:
    nth = next(NUMBERS)
    order_id, fulfilment_id = f"W{nth}", f"W{nth}-F1"
    body = {
        "fulfilment_id": fulfilment_id,
        "order_id": order_id,
        "location": "berlin",
        "lines": [
            {"line_id": str(number), "sku": sku, "quantity": units}
            for number, (sku, units) in enumerate((lines or {"MUG": 2}).items(), 1)
        ],
    }
    assert world.ask("POST", "warehouse", "/releases", body)[0] == 201
    assert world.ask("POST", "warehouse", "/releases", body)[0] == 201
    return order_id, fulfilment_id


def cancel(world: Asked, fulfilment_id: str, key: str, **body: object) -> tuple[int, Any]:
    return world.ask("POST", "warehouse", f"/releases/{fulfilment_id}/cancel", {"key": key, **body})


def ship(world: Asked, fulfilment_id: str) -> tuple[int, Any]:
    return world.ask("POST", "warehouse", "/people/ship", {"fulfilment_id": fulfilment_id})


def events(world: Asked, order_id: str, ledger: str) -> list[tuple[str, int]]:
    kind = {"parcels": "event", "line_changes": "change", "stock_moves": "kind", "returns": "event"}[ledger]
    rows = [row for row in world.rows("warehouse", ledger) if row.order_id == order_id]
    return [(getattr(row, kind), row.quantity) for row in rows]


def test_a_release_that_is_asked_for_twice_is_one(world: Asked, ear: Ear) -> None:
    order_id, _ = released(world, MUG=2, BOOK=1)
    assert events(world, order_id, "parcels") == [("released", 2), ("released", 1)]
    assert ear.url


def test_shipping_books_every_step_and_tells_the_shop_once_or_twice(world: Asked, ear: Ear) -> None:
    order_id, fulfilment_id = released(world)
    status, told = ship(world, fulfilment_id)
    assert (status, told["state"]) == (200, "shipped")
    assert events(world, order_id, "parcels") == [("released", 2), ("packed", 2), ("handed_over", 2)]
    assert events(world, order_id, "line_changes") == [("picked", 2), ("shipped", 2)]
    assert events(world, order_id, "stock_moves") == [("ship", 2)]
    assert [row.status for row in world.rows("carrier") if row.tracking_number == told["tracking_number"]] == [
        "accepted"
    ]
    world.rest()
    heard = [each for each in ear.bodies() if each.get("fulfilment_id") == fulfilment_id]
    assert {each["type"] for each in heard} == {"shipped"}
    assert len({each["event_id"] for each in heard}) == 1


def test_what_has_left_is_not_cancelled_and_what_is_cancelled_does_not_leave(world: Asked, ear: Ear) -> None:
    _, left = released(world)
    ship(world, left)
    assert cancel(world, left, "late") == (409, {"cancelled": False, "reason": "picked"})
    order_id, cancelled = released(world)
    assert cancel(world, cancelled, "in time")[0] == 200
    assert ship(world, cancelled)[0] == 409
    assert events(world, order_id, "parcels")[-1] == ("cancelled", 2)
    assert ear.url


def test_the_same_cancelling_is_answered_the_same_way_later(world: Asked, ear: Ear) -> None:
    order_id, fulfilment_id = released(world)
    lines = [{"line_id": "1", "quantity": 1}]
    first = cancel(world, fulfilment_id, "k", lines=lines)
    ship(world, fulfilment_id)
    assert cancel(world, fulfilment_id, "k", lines=lines) == first
    assert events(world, order_id, "stock_moves") == [("ship", 1)]
    assert world.ask("GET", "warehouse", f"/releases/{fulfilment_id}")[1]["cancels"] == {"k": {"cancelled": True}}
    assert ear.url


def test_more_than_there_is_cannot_be_cancelled(world: Asked, ear: Ear) -> None:
    _, fulfilment_id = released(world)
    assert cancel(world, fulfilment_id, "much", lines=[{"line_id": "1", "quantity": 3}])[0] == 409
    assert ear.url


def test_of_cancelling_and_shipping_at_once_exactly_one_succeeds(world: Asked, ear: Ear) -> None:
    made = [released(world)[1] for _ in range(30)]
    with ThreadPoolExecutor(8) as pool:
        asked = [
            (pool.submit(cancel, world, each, "race"), pool.submit(ship, world, each)) for each in made
        ]  # fmt: skip
        ended = [(one.result()[0] == 200, other.result()[0] == 200) for one, other in asked]
    assert {one != other for one, other in ended} == {True}
    assert ear.url


def test_a_return_is_received_and_looked_at_once(world: Asked, ear: Ear) -> None:
    lines = [{"line_id": "1", "sku": "MUG", "quantity": 1}]
    came = {"return_id": "R9", "order_id": "R-order", "location": "berlin", "lines": lines}
    for _ in range(2):
        world.ask("POST", "warehouse", "/people/returns/receive", came)
        world.ask("POST", "warehouse", "/people/returns/inspect", {"return_id": "R9", "disposition": "restock"})
    assert events(world, "R-order", "returns") == [("received", 1), ("inspected", 1)]
    assert events(world, "R-order", "stock_moves") == [("restock", 1)]
    assert events(world, "R-order", "line_changes") == [("returned", 1), ("restocked", 1)]
    world.rest()
    assert next(each["type"] for each in ear.bodies() if each.get("return_id") == "R9") == "return.received"


def test_scrapped_goods_do_not_go_back_on_the_shelf(world: Asked, ear: Ear) -> None:
    lines = [{"line_id": "1", "sku": "MUG", "quantity": 1}]
    came = {"return_id": "R8", "order_id": "scrapped", "location": "berlin", "lines": lines}
    world.ask("POST", "warehouse", "/people/returns/receive", came)
    world.ask("POST", "warehouse", "/people/returns/inspect", {"return_id": "R8", "disposition": "scrap"})
    assert events(world, "scrapped", "stock_moves") == []
    assert events(world, "scrapped", "line_changes")[-1] == ("scrapped", 1)
    assert ear.url


def test_what_is_not_there_or_no_work_is_refused(world: Asked) -> None:
    assert ship(world, "none")[0] == 404
    assert world.ask("GET", "warehouse", "/releases/none")[0] == 404
    assert (
        world.ask("POST", "warehouse", "/people/receive", {"sku": "MUG", "location": "berlin", "quantity": 0})[0] == 422
    )
    assert world.ask("POST", "warehouse", "/releases", {"fulfilment_id": "x", "lines": []})[0] == 422
    assert world.ask("POST", "warehouse", "/people/returns/inspect", {"return_id": "x", "disposition": "eat"})[0] == 404


def test_fifty_people_who_cancel_and_ship_one_parcel_leave_one_winner(world: Asked, ear: Ear) -> None:
    order_id, fulfilment_id = released(world)
    with ThreadPoolExecutor(50) as pool:
        asked = [
            pool.submit(cancel, world, fulfilment_id, f"k{n}") if n % 2 else pool.submit(ship, world, fulfilment_id)
            for n in range(50)
        ]
    assert sum(each.result()[0] == 200 for each in asked) == 1
    state = world.ask("GET", "warehouse", f"/releases/{fulfilment_id}")[1]["state"]
    assert len(events(world, order_id, "stock_moves")) == (state == "shipped")
    assert ("cancelled", 2) in events(world, order_id, "parcels") or state == "shipped"
    assert ear.url


def test_part_of_a_parcel_is_cancelled_and_the_rest_leaves(world: Asked, ear: Ear) -> None:
    order_id, fulfilment_id = released(world, MUG=3, BOOK=1)
    lines = [{"line_id": "1", "quantity": 2}, {"line_id": "2", "quantity": 1}]
    assert cancel(world, fulfilment_id, "part", lines=lines)[0] == 200
    (open_now,) = world.ask("GET", "warehouse", f"/releases?order_id={order_id}")[1]
    assert (open_now["state"], open_now["lines"]) == ("released", [{"line_id": "1", "sku": "MUG", "quantity": 1}])
    too_much = cancel(world, fulfilment_id, "too much", lines=[{"line_id": "1", "quantity": 2}])
    assert too_much == (409, {"cancelled": False, "reason": "not there"})
    ship(world, fulfilment_id)
    assert events(world, order_id, "parcels")[2:] == [
        ("cancelled", 2), ("cancelled", 1), ("packed", 1), ("handed_over", 1),
    ]  # fmt: skip
    assert events(world, order_id, "stock_moves") == [("ship", 1)]
    assert ear.url


def test_received_goods_are_booked_and_told_signed(world: Asked, ear: Ear) -> None:
    goods = {"sku": "TEAPOT", "location": "lyon", "quantity": 7}
    assert world.ask("POST", "warehouse", "/people/receive", goods)[0] == 201
    world.rest()
    (row,) = (row for row in world.rows("warehouse", "stock_moves") if row.sku == "TEAPOT")
    assert (row.kind, row.location, row.quantity) == ("receive", "lyon", 7)
    heard = ear.of("sku", "TEAPOT")[0]
    signature = hmac.new(SECRET.encode(), heard.raw, hashlib.sha256).hexdigest()
    assert heard.path == "/webhooks/warehouse"
    assert heard.headers["X-Signature"] == f"sha256={signature}"
    assert {name: heard.body[name] for name in goods} == goods


def test_one_webhook_in_six_comes_twice(world: Asked, ear: Ear) -> None:
    for _ in range(60):
        world.ask("POST", "warehouse", "/people/receive", {"sku": "TWICE", "location": "lyon", "quantity": 1})
    world.rest()
    times = Counter(each.body["event_id"] for each in ear.of("sku", "TWICE"))
    assert times == {name: 2 if one_in(6, 1, name) else 1 for name in times}
    assert len(times) == 60
    assert 2 in times.values()


def test_a_line_that_is_half_written_releases_nothing(world: Asked) -> None:
    lines = [{"line_id": "1", "sku": "MUG", "quantity": 1}, {"line_id": "2", "sku": "MUG"}]
    body = {"fulfilment_id": "half", "order_id": "half", "location": "berlin", "lines": lines}
    assert world.ask("POST", "warehouse", "/releases", body)[0] == 422
    assert world.ask("POST", "warehouse", "/releases", body | {"lines": lines[:1], "method": {"no": 1}})[0] == 422
    assert world.ask("GET", "warehouse", "/releases/half")[0] == 404
    assert events(world, "half", "parcels") == []


def test_a_line_that_stands_twice_is_refused_and_no_unit_lost(world: Asked) -> None:
    order_id, fulfilment_id = released(world, MUG=3)
    twice = [{"line_id": "1", "sku": "MUG", "quantity": 1}] * 2
    body = {"fulfilment_id": "twice", "order_id": "twice", "location": "berlin", "lines": twice}
    assert world.ask("POST", "warehouse", "/releases", body)[0] == 422
    assert cancel(world, fulfilment_id, "twice", lines=twice)[0] == 422
    assert events(world, order_id, "parcels") == [("released", 3)]
