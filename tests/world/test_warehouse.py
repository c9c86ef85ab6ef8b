"""The warehouse moves what it is told to, books every unit, and lets nobody cancel what it is handing over."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.world.asked import Asked
    from tests.world.conftest import Ear

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
    return world.ask("POST", "warehouse", "/work/ship", {"fulfilment_id": fulfilment_id})


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
        world.ask("POST", "warehouse", "/work/returns/receive", came)
        world.ask("POST", "warehouse", "/work/returns/inspect", {"return_id": "R9", "disposition": "restock"})
    assert events(world, "R-order", "returns") == [("received", 1), ("inspected", 1)]
    assert events(world, "R-order", "stock_moves") == [("restock", 1)]
    assert events(world, "R-order", "line_changes") == [("returned", 1), ("restocked", 1)]
    world.rest()
    assert [each["type"] for each in ear.bodies() if each.get("return_id") == "R9"][0] == "return.received"


def test_scrapped_goods_do_not_go_back_on_the_shelf(world: Asked, ear: Ear) -> None:
    lines = [{"line_id": "1", "sku": "MUG", "quantity": 1}]
    came = {"return_id": "R8", "order_id": "scrapped", "location": "berlin", "lines": lines}
    world.ask("POST", "warehouse", "/work/returns/receive", came)
    world.ask("POST", "warehouse", "/work/returns/inspect", {"return_id": "R8", "disposition": "scrap"})
    assert events(world, "scrapped", "stock_moves") == []
    assert events(world, "scrapped", "line_changes")[-1] == ("scrapped", 1)
    assert ear.url


def test_what_is_not_there_or_no_work_is_refused(world: Asked) -> None:
    assert ship(world, "none")[0] == 404
    assert world.ask("GET", "warehouse", "/releases/none")[0] == 404
    assert (
        world.ask("POST", "warehouse", "/work/receive", {"sku": "MUG", "location": "berlin", "quantity": 0})[0] == 422
    )
    assert world.ask("POST", "warehouse", "/releases", {"fulfilment_id": "x", "lines": []})[0] == 422
    assert world.ask("POST", "warehouse", "/work/returns/inspect", {"return_id": "x", "disposition": "eat"})[0] == 404
