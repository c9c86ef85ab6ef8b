"""Ledgers: every one carries the envelope, says what it means, and names kinds and keys that it really has."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import datetime

import pytest

from orderproof.model.columns import SQL_TYPES, columns_of
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.ledgers.envelope import Row
from orderproof.model.ledgers.money import Payments

ENVELOPE = columns_of(Row)


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_begins_with_the_envelope_and_adds_columns_of_its_own(name: str) -> None:
    assert COLUMNS[name][: len(ENVELOPE)] == ENVELOPE
    assert [column.name for column in COLUMNS[name][len(ENVELOPE) :] if column.envelope] == []
    assert len({column.name for column in COLUMNS[name]}) == len(COLUMNS[name]) > len(ENVELOPE)


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_is_sorted_and_told_apart_by_columns_that_it_has(name: str) -> None:
    row, columns = LEDGERS[name], {column.name for column in COLUMNS[name]}
    assert set(row.keys) <= columns
    assert row.kind_column is None or row.kind_column in columns


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_says_whether_it_tells_facts_or_claims_and_what_a_row_means(name: str) -> None:
    assert LEDGERS[name].nature in ("fact", "claim")
    assert (LEDGERS[name].__doc__ or "").endswith((".", ")"))
    assert [column.name for column in COLUMNS[name] if not column.says] == []


def test_no_ledger_can_hold_a_float() -> None:
    assert {column.sql_type for columns in COLUMNS.values() for column in columns} <= set(SQL_TYPES.values())
    assert float not in SQL_TYPES


def test_a_payment_is_made_of_what_is_known_and_leaves_the_rest_unknown() -> None:
    paid = Payments(
        row_id="t1", occurred_at=datetime(2026, 3, 2, 9, 15),  # noqa: DTZ001 - naive UTC
        order_id="1001", kind="capture", state="succeeded",
        amount=5980, currency="EUR",
    )  # fmt: skip
    assert (paid.source, paid.certainty, paid.expires_at, paid.refund_id) == ("system", "certain", None, None)
    with pytest.raises(FrozenInstanceError):
        paid.amount = 0  # type: ignore[misc]
