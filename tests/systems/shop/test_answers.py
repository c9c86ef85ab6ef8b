"""An HTTP answer is a yes, a no with its reason, or nothing that anybody may rely on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from orderproof.model.words import REFUSALS
from orderproof.systems.claims import Look, levels
from orderproof.systems.shop.answers import REFUSALS as KNOWN
from orderproof.systems.shop.answers import declared, outcome_of, quoted, told_by

ASKED, ANSWERED = (datetime.fromisoformat(f"2026-01-05T08:00:0{second}") for second in (0, 1))
LOOK = Look("shopper-1", "detail", ASKED, ANSWERED)
ORDER = {
    "order_id": "O1", "status": "placed", "version": 2,
    "items": 1000, "discount": 0, "shipping": 490, "fees": 0, "tax": 238, "total": 1490, "due": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "code", "state", "refusal"),
    [
        (201, None, "ok", None),
        (200, None, "ok", None),
        (402, "declined", "refused", "declined"),
        (409, "out_of_stock", "refused", "out_of_stock"),
        (409, "invalid_state", "refused", "invalid_state"),
        (409, "in_flight", "refused", "conflict"),
        (404, "not_found", "refused", "not_found"),
        (422, "something", "refused", "validation"),
        (418, "teapot", "refused", "other"),
        (500, None, "unknown", None),
        (503, "busy", "unknown", None),
    ],
)
def test_a_status_and_its_reason_say_how_a_command_ended(
    status: int, code: str | None, state: str, refusal: str | None
) -> None:
    body: dict[str, Any] = {"order_id": "O1"} if code is None else {"error": {"code": code, "message": "no"}}
    outcome = outcome_of(status, body)
    assert (outcome.state, outcome.refusal, outcome.native_status) == (state, refusal, str(status))


def test_every_reason_is_one_of_the_common_ones() -> None:
    assert set(KNOWN.values()) <= set(REFUSALS)


def test_a_look_tells_totals_and_status_and_that_somebody_looked() -> None:
    totals, status, read = told_by(ORDER, LOOK, "look-1")
    assert (totals.ledger, status.ledger, read.ledger) == ("order_totals", "statuses", "reads")
    assert {each.row_id for each in (totals, status, read)} == {"look-1"}
    assert (read.source, status.source) == ("driver", "system")
    assert (status.asked_at, status.observed_at) == (ASKED, ANSWERED)


def test_a_page_without_a_total_tells_none() -> None:
    told = list(told_by({**ORDER, "total": None}, LOOK, "look-1"))
    assert [each.ledger for each in told] == ["statuses", "reads"]


def test_a_quote_is_told_of_the_order_that_came_of_it() -> None:
    row: Any = quoted(ORDER, "O9", LOOK, "look-2")
    assert (row.order_id, row.surface, row.total) == ("O9", "quote", 1490)


def test_every_level_of_one_reading_is_a_row_of_its_own() -> None:
    stock = [{"sku": sku, "location": "berlin", "on_hand": 5, "reserved": 2, "available": 3} for sku in ("MUG", "BOOK")]
    rows: list[Any] = levels(stock, LOOK, "s1")
    assert [(row.sku, row.available, row.row_id) for row in rows] == [("MUG", 3, "s1.0"), ("BOOK", 3, "s1.1")]


def test_what_is_declared_of_taxes_and_shipping_is_told_under_the_names_that_orders_use() -> None:
    tax = {"country": "US", "region": "CA", "category": "standard", "rate": 86_250}
    policies = {
        "channels": {"us": {"currency": "USD"}},
        "tax": [tax, {**tax, "country": "DE", "region": None, "rate": 190_000}],
        "shipping": {"us": [{"method": "standard", "price": 795}]},
    }
    rates, others, price = list[Any](declared(policies, LOOK))
    assert [(each.jurisdiction, each.rate) for each in (rates, others)] == [("US-CA", 86_250), ("DE", 190_000)]
    assert (price.shipping_method, price.currency, price.price) == ("standard", "USD", 795)
