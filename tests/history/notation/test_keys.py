"""Keys: every column can be named, in full or short, and money and names are told by their columns."""

from __future__ import annotations

import pytest

from orderproof.history.notation.keys import BY_NAME, NAMES, column_of, is_money, shown_key
from orderproof.model.ledgers import COLUMNS

EVERY = [(ledger, column.name) for ledger, columns in COLUMNS.items() for column in columns]


def test_the_full_name_and_the_shortest_key_of_every_column_mean_that_column() -> None:
    for ledger, name in EVERY:
        key = f"{name}.entry" if BY_NAME[ledger][name].sql_type.startswith("MAP") else name
        assert (column_of(key, ledger, ""), column_of(shown_key(key, ledger), ledger, "")) == (key, key)


@pytest.mark.parametrize(
    ("key", "ledger", "column"),
    [
        ("id", "payments", "row_id"),
        ("payment", "payments", "payment_id"),
        ("key", "payments", "idempotency_key"),
        ("expires", "payments", "expires_at"),
        ("price", "lines", "unit_price"),
        ("price", "prices", "price"),
        ("external", "orders", "external_ref"),
        ("tracking", "parcels", "tracking_number"),
        ("number", "documents", "number"),
        ("of", "statuses", "object_type"),
        ("told.total", "notices", "told.total"),
    ],
)
def test_a_short_key_means_the_column_one_would_expect(key: str, ledger: str, column: str) -> None:
    assert column_of(key, ledger, "") == column


def test_every_column_of_minor_units_is_money_and_no_other_number_is() -> None:
    counted = {"seq", "quantity", "position", "rate", "number", "version", "base_version", "attempt", "priority"}
    counted |= {"on_hand", "reserved", "available", "safety", "uses", "factor", "units"}
    numbers = {name for ledger, name in EVERY if BY_NAME[ledger][name].sql_type == "BIGINT"}
    money = {name for ledger, name in EVERY if is_money(BY_NAME[ledger][name])}
    assert numbers - money == counted


def test_every_column_that_ends_like_a_name_is_kept_apart_by_the_prefix() -> None:
    of_one_order = {"line_id", "parent_line_id"}
    ids = {name for _, name in EVERY if name.endswith(("_id", "_key", "_ref"))}
    assert ids - NAMES == of_one_order
    assert NAMES - {name for _, name in EVERY} == set()
