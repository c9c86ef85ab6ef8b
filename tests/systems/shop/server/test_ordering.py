"""One order as a document: what the counters of its lines and parcels add up to."""

from __future__ import annotations

from typing import Any

import pytest

from orderproof.systems.shop.server.ordering import (
    _complete_at,
    delivered_units,
    fulfilment_of,
    line_of,
    open_units,
    status_of,
)


def order(ordered: int, cancelled: int = 0, shipped: int = 0, delivered: int = 0, **more: Any) -> dict[str, Any]:
    returned = more.pop("returned", 0)
    line = {"line_id": "1", "ordered": ordered, "cancelled": cancelled, "shipped": shipped, "returned": returned}
    parcels: list[dict[str, Any]] = [
        {"fulfilment_id": "F1", "state": "delivered", "lines": {"1": delivered}},
        {"fulfilment_id": "F2", "state": "shipped", "lines": {"1": shipped - delivered}},
    ]
    return {"lines": [line], "fulfilments": [each for each in parcels if each["lines"]["1"]], **more}


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (order(2), "placed"),
        (order(2, cancelled=1), "placed"),
        (order(2, cancelled=2), "cancelled"),
        (order(2, shipped=1), "partially_shipped"),
        (order(2, cancelled=1, shipped=1), "shipped"),
        (order(2, shipped=2, delivered=1), "partially_delivered"),
        (order(2, shipped=2, delivered=2), "delivered"),
        (order(2, shipped=2, delivered=2, completed=True), "completed"),
        (order(2, shipped=2, delivered=2, returned=1), "partially_returned"),
        (order(2, shipped=2, delivered=2, returned=1, completed=True), "completed"),
        (order(2, shipped=2, delivered=2, returned=2), "returned"),
    ],
)
def test_a_status_is_what_the_counters_add_up_to(given: dict[str, Any], status: str) -> None:
    assert status_of(given) == status


def test_open_units_are_still_to_leave() -> None:
    assert open_units(order(5, cancelled=1, shipped=2)) == 2
    assert delivered_units(order(5, shipped=2, delivered=1)) == 1


def test_what_is_not_there_is_not_found() -> None:
    assert line_of(order(1), "9") is None
    assert fulfilment_of(order(1), "F9") is None
    assert fulfilment_of(order(1, shipped=1), "F2") is not None


@pytest.mark.parametrize(
    ("given", "complete_at"),
    [
        (order(2, shipped=2, delivered=2), "2026-01-15T00:00:00.000000Z"),
        (order(2, shipped=2, delivered=2, returned=1), "2026-01-15T00:00:00.000000Z"),
        (order(2, shipped=2, delivered=1, returned=1), None),
        (order(2, shipped=1, delivered=1, returned=1), None),
        (order(2, shipped=2, delivered=2, returned=2), None),
        (order(2, shipped=2), None),
    ],
)
def test_the_time_for_returns_begins_when_everything_has_arrived(
    given: dict[str, Any], complete_at: str | None
) -> None:
    given |= {"returns": [], "delivered_at": "2026-01-01T00:00:00.000000Z", "status": status_of(given)}
    assert _complete_at(given) == complete_at
