"""What stops an audit, and what is evidence for a rule instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from orderproof.errors import SourceError
from orderproof.history.check import check_ledgers
from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from orderproof.model.columns import Column

CON = duckdb.connect()
NEEDED: dict[str, Any] = {"VARCHAR": "A", "BIGINT": 1, "BOOLEAN": True, "TIMESTAMP": "2024-03-01"}


def sound(ledger: str) -> dict[str, Any]:
    """Return a row with just the columns that it must have."""
    return {each.name: _sound(each) for each in COLUMNS[ledger] if each.required}


def _sound(column: Column) -> Any:
    if column.values:
        return column.values[0]
    return "EUR" if column.name.endswith("currency") else NEEDED[column.sql_type]


def check(ledger: str, *given: dict[str, Any]) -> frozenset[str]:
    """Check a ledger of rows: each is a sound one with these columns changed."""
    columns = ", ".join(f"{each.name} {each.sql_type}" for each in COLUMNS[ledger])
    CON.execute(f"create or replace table checked ({columns})")
    for row_id, changed in enumerate(given, 1):
        row = {**sound(ledger), "row_id": str(row_id), **changed}
        marks = ", ".join("?" for _ in row)
        CON.execute(f"insert into checked ({', '.join(row)}) values ({marks})", list(row.values()))
    return check_ledgers(CON, {ledger: "checked"}, {ledger: "sales.csv"})[ledger]


@pytest.mark.parametrize("ledger", COLUMNS)
def test_a_row_with_just_what_it_must_have_is_sound(ledger: str) -> None:
    assert check(ledger, {}) == {each.name for each in COLUMNS[ledger] if each.required}


def test_a_column_counts_as_seen_when_any_row_has_a_value() -> None:
    assert "placed_at" in check("orders", {}, {"placed_at": "2024-03-01"})


EVERY_REQUIRED = [(ledger, each.name) for ledger, columns in COLUMNS.items() for each in columns if each.required]


@pytest.mark.parametrize(("ledger", "column"), EVERY_REQUIRED)
def test_a_required_column_without_a_value_stops_everything(ledger: str, column: str) -> None:
    with pytest.raises(SourceError, match=f"{ledger}.{column} is missing"):
        check(ledger, {column: None})


EVERY_WORD = [(ledger, each.name) for ledger, columns in COLUMNS.items() for each in columns if each.values]


@pytest.mark.parametrize(("ledger", "column"), EVERY_WORD)
def test_a_word_outside_its_vocabulary_stops_everything_and_is_told_the_right_ones(ledger: str, column: str) -> None:
    with pytest.raises(SourceError, match=f"row 1: {ledger}.{column} is 'wrong'.* Allowed: "):
        check(ledger, {column: "wrong"})


EVERY_CURRENCY = [
    (ledger, each.name) for ledger, columns in COLUMNS.items() for each in columns if each.name.endswith("currency")
]


@pytest.mark.parametrize(("ledger", "column"), EVERY_CURRENCY)
def test_a_currency_that_is_none_stops_everything(ledger: str, column: str) -> None:
    with pytest.raises(SourceError, match=f"'eur' in {ledger}.{column} is no ISO 4217 currency.*Did you mean EUR"):
        check(ledger, {column: "eur"})


EVERY_UNSIGNED = [(ledger, each.name) for ledger, columns in COLUMNS.items() for each in columns if each.not_negative]


@pytest.mark.parametrize(("ledger", "column"), [*EVERY_UNSIGNED, ("stock_moves", "quantity")])
def test_a_negative_amount_or_quantity_stops_everything_where_the_sign_lives_elsewhere(
    ledger: str, column: str
) -> None:
    with pytest.raises(SourceError, match=f"{ledger}.{column} is -1"):
        check(ledger, {column: -1})


@pytest.mark.parametrize("kind", ["adjust", "count"])
def test_a_correction_of_stock_may_be_negative(kind: str) -> None:
    assert "quantity" in check("stock_moves", {"kind": kind, "quantity": -1})


@pytest.mark.parametrize("instant", ["9999-12-31", "9000-01-01", "0001-01-01", "infinity"])
def test_a_time_that_stands_for_never_is_refused(instant: str) -> None:
    with pytest.raises(SourceError, match=r"prices\.valid_until is .*; leave a time without an end null"):
        check("prices", {"valid_until": instant})


def test_the_first_row_is_told_and_how_many_more_there_are() -> None:
    with pytest.raises(SourceError) as raised:
        check("orders", {}, {"order_id": ""}, {"order_id": ""}, {"order_id": ""})
    assert str(raised.value) == (
        "sales.csv, row 2: orders.order_id is empty (and in 2 more rows). Every row needs one: the order."
    )


@pytest.mark.parametrize(
    "rows",
    [
        ({"row_id": "1"}, {"row_id": "1"}),
        ({"row_id": "1", "amount": 1}, {"row_id": "1", "amount": 2}),
        ({"currency": "EUR"}, {"currency": "BRL"}),
        ({"order_id": "nobody placed this"},),
        ({"recorded_at": "2024-03-01", "occurred_at": "2024-03-02"},),
    ],
    ids=["a duplicate", "a contradiction", "mixed currencies", "a dangling reference", "a clock in disorder"],
)
def test_what_a_rule_can_tell_stops_nothing(rows: tuple[dict[str, Any], ...]) -> None:
    assert check("payments", *rows) >= {"order_id", "amount", "currency"}


def test_a_status_that_nobody_mapped_stops_nothing() -> None:
    assert "native" in check("statuses", {"native": "lost in space", "canonical": None})
