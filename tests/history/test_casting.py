"""What a mapping gives fits the ledger's types, or is refused by value: nothing is rounded or shifted silently."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb
import pytest

from orderproof.errors import MappingError
from orderproof.history.casting import cast_error, cast_expression
from orderproof.model.ledgers import COLUMNS


def cast(ledger: str, column: str, value: str) -> Any:
    """Cast one value as a mapping's column would be; the row's id is 7."""
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        given = con.execute(f"describe select {value} as {column}").fetchall()[0][1]
        wanted = next(each for each in COLUMNS[ledger] if each.name == column)
        expression = cast_expression(wanted, given, "map/x.sql")
        found = con.execute(f"select {expression} from (select {value} as {column}, '7' as row_id)").fetchone()
        return found[0] if found else None


NOON = datetime(2024, 3, 1, 12)  # noqa: DTZ001 - stored times are naive UTC


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("'2024-03-01 12:00:00'", NOON),
        ("'2024-03-01T14:00:00+02'", NOON),
        ("'2024-03-01T12:00:00Z'", NOON),
        ("'2024-03-01 14:00:00+02'::TIMESTAMPTZ", NOON),
        ("'2024-03-01 12:00:00'::TIMESTAMP_NS", NOON),
        ("'2024-03-01'::DATE", datetime(2024, 3, 1)),  # noqa: DTZ001 - stored times are naive UTC
        ("null", None),
    ],
)
def test_times_of_every_kind_become_utc(value: str, expected: datetime | None) -> None:
    assert cast("orders", "placed_at", value) == expected


@pytest.mark.parametrize(("value", "expected"), [("'12'", 12), ("12::UTINYINT", 12), ("12::DECIMAL(5, 0)", 12)])
def test_whole_numbers_of_every_kind_become_integers(value: str, expected: int) -> None:
    assert cast("lines", "quantity", value) == expected


@pytest.mark.parametrize(("value", "expected"), [("'yes'", True), ("0", False), ("1", True), ("'false'", False)])
def test_yes_and_no_of_every_kind_become_true_or_false(value: str, expected: bool) -> None:  # noqa: FBT001 - a row
    assert cast("lines", "requires_shipping", value) == expected


def test_a_number_may_be_a_name() -> None:
    assert cast("orders", "order_id", "10248") == "10248"


@pytest.mark.parametrize(
    ("ledger", "column", "value", "what"),
    [
        ("lines", "quantity", "'1.5'", "lines.quantity is '1.5', which is not a whole number of 64 bits"),
        ("lines", "quantity", "9223372036854775808", "lines.quantity is '9223372036854775808', which is not a whole"),
        ("orders", "placed_at", "'soon'", "orders.placed_at is 'soon', which is not a time"),
        ("orders", "placed_at", "'infinity'", "orders.placed_at is 'infinity', which is not a time"),
        ("lines", "requires_shipping", "2", "lines.requires_shipping is '2', which is not true or false"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_row(ledger: str, column: str, value: str, what: str) -> None:
    with pytest.raises(duckdb.Error) as raised:
        cast(ledger, column, value)
    told = cast_error(str(raised.value), ledger, "map/x.sql")
    assert told is not None
    assert told.what.startswith(what)
    assert told.where == "map/x.sql, row 7"


@pytest.mark.parametrize(
    ("ledger", "column", "value"),
    [("lines", "unit_price", "1.5::DOUBLE"), ("lines", "unit_price", "1.50"), ("orders", "placed_at", "20240301")],
)
def test_a_type_that_could_only_be_rounded_or_guessed_is_refused(ledger: str, column: str, value: str) -> None:
    with pytest.raises(MappingError, match="the ledger wants"):
        cast(ledger, column, value)
