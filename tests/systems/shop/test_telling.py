"""What the shop writes in its journal becomes rows of the common ledgers, word for word and without names of people."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

import pytest

from orderproof.history.events import event_line, read_event
from orderproof.systems.claims import instant
from orderproof.systems.shop.telling import rows_of
from orderproof.world.books import hashed

SEEN = datetime.fromisoformat("2026-01-05T09:00:00")
HEAD = {"seq": 7, "order_id": "O1", "at": "2026-01-05T08:00:00.000001Z"}
TOTALS = {"items": 1000, "discount": 100, "shipping": 490, "tax": 222, "total": 1390, "due": 0}
STOCK = {"sku": "MUG", "location": "berlin", "quantity": 2, "line_id": "1", "reservation_id": "r1"}
ENTRIES: dict[str, tuple[dict[str, Any], str]] = {
    "line": ({"line_id": "1", "sku": "MUG", "quantity": 2, "unit_price": 500, "requires_shipping": True}, "lines"),
    "totals": ({"surface": "order", "version": 1, **TOTALS}, "order_totals"),
    "discount": ({"line_id": None, "offer": "over-100", "amount": 100, "position": 2}, "discounts"),
    "tax": (
        {"line_id": "1", "jurisdiction": "DE", "category": "standard", "rate": 190000, "base": 9, "amount": 2},
        "taxes",
    ),
    "promised": ({"ship_by": "2026-01-07T08:00:00Z", "deliver_by": "2026-01-12T08:00:00Z"}, "promises"),
    "status": ({"status": "shipped", "version": 3}, "statuses"),
    "cancelled": ({"line_id": "1", "quantity": 1, "reason": "too many"}, "line_changes"),
    "backordered": ({"line_id": "1", "quantity": 1}, "line_changes"),
    "allocated": ({"line_id": "1", "quantity": 1, "location": "berlin"}, "line_changes"),
    "reserved": (STOCK, "stock_moves"),
    "released": (STOCK, "stock_moves"),
    "payment": (
        {"kind": "capture", "state": "succeeded", "amount": 5, "currency": "EUR", "effect_id": "t1"},
        "payments",
    ),
    "return": ({"event": "requested", "return_id": "R1", "line_id": "1", "quantity": 1, "reason": "big"}, "returns"),
    "granted": ({"remedy_id": "R1", "return_id": "R1", "amount": 1000, "currency": "EUR"}, "remedies"),
    "document": (
        {"document_id": "INV1", "kind": "invoice", "number": 1, "series": "INV", "net": 8, "tax": 2, "gross": 10,
         "currency": "EUR"},
        "documents",
    ),
}  # fmt: skip


def only_row(entry: dict[str, Any]) -> Any:
    (row,) = rows_of(entry, SEEN, "key")
    return row


@pytest.mark.parametrize("what", ENTRIES)
def test_an_entry_keeps_every_field_that_its_ledger_has_a_column_for(what: str) -> None:
    told, ledger = ENTRIES[what]
    row = only_row({**HEAD, "what": what, **told})
    columns = {each.name for each in dataclasses.fields(row)}
    assert row.ledger == ledger
    kept = {name: getattr(row, name) for name in told if name in columns}
    assert {name: kept[name] for name in kept if name not in {"ship_by", "deliver_by"}} == {
        name: told[name] for name in kept if name not in {"ship_by", "deliver_by"}
    }


@pytest.mark.parametrize("what", ENTRIES)
def test_a_row_can_be_recorded_and_read_again(what: str) -> None:
    row = only_row({**HEAD, "what": what, **ENTRIES[what][0]})
    assert read_event(event_line(row).encode(), "here") == row


def test_a_row_happened_when_the_shop_says_and_was_seen_when_it_was_read() -> None:
    row = only_row({**HEAD, "what": "status", "status": "placed"})
    assert (row.occurred_at, row.observed_at) == (instant(str(HEAD["at"])), SEEN)
    assert (row.source, row.row_id, row.certainty) == ("system", "j7", "certain")


def test_a_customer_is_told_by_a_hash_that_nobody_can_turn_back() -> None:
    placed = {**HEAD, "what": "placed", "customer": "shopper-1", "currency": "EUR", "channel": "eu"}
    row = only_row(placed)
    assert row.customer == hashed("shopper-1", "key")
    assert "shopper-1" not in event_line(row)
    assert hashed("shopper-1", "key") != hashed("shopper-1", "another key")


def test_the_lines_of_a_document_follow_it_under_ids_of_their_own() -> None:
    lines = [{"line_id": "1", "sku": "MUG", "quantity": 1, "net": 8, "tax": 2}, {"line_id": None, "net": 4, "tax": 1}]
    rows = list(rows_of({**HEAD, "what": "document", **ENTRIES["document"][0], "lines": lines}, SEEN, "key"))
    assert [(row.ledger, row.row_id) for row in rows] == [
        ("documents", "j7"), ("document_lines", "j7.1"), ("document_lines", "j7.2"),
    ]  # fmt: skip


def test_the_tax_breakdown_of_a_document_follows_its_lines() -> None:
    taxes = [{"category": "standard", "rate": 190_000, "base": 8, "amount": 2, "reason": None}]
    rows = list(rows_of({**HEAD, "what": "document", **ENTRIES["document"][0], "taxes": taxes}, SEEN, "key"))
    told: Any = rows[-1]
    assert (told.ledger, told.document_id, told.category, told.base, told.amount) == (
        "document_taxes", "INV1", "standard", 8, 2,
    )  # fmt: skip


def test_a_status_that_is_no_common_word_stays_unmapped() -> None:
    assert only_row({**HEAD, "what": "status", "status": "in_limbo"}).canonical is None


def test_what_the_ledgers_have_no_word_for_is_left_out() -> None:
    assert list(rows_of({**HEAD, "what": "mail_queued", "template": "shipped"}, SEEN, "key")) == []
