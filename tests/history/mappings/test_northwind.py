"""Northwind as ledgers: whole days, exact cents, and today's list told as today's."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - pytest reads it
from typing import Any

import duckdb
import pytest

from orderproof.history.sources import OpenHistory, open_source
from tests.shared_data import shared_data


@pytest.fixture(scope="module")
def opened() -> Iterator[tuple[duckdb.DuckDBPyConnection, OpenHistory]]:
    with duckdb.connect() as con:
        yield con, open_source(con, shared_data("small/northwind.sqlite"), mapping=None, profile=None)


FIGURES: dict[str, tuple[str, Any]] = {
    "orders": ("select count(*), count(customer), count(placed_at) from {orders}", (830, 830, 830)),
    "lines": ("select count(*), count(distinct row_id) from {lines}", (2155, 2155)),
    "never left": ("select count(*) from {orders} anti join {parcels} using (order_id)", (21,)),
    "left before ordered": (
        "select count(*) from {parcels} p join {orders} o using (order_id) where p.occurred_at < o.placed_at", (0,)
    ),
    "left after the day required": (
        "select count(*) from {parcels} h join {promises} p using (order_id) where h.occurred_at > p.ship_by", (37,)
    ),
    "left within the day, though not on time for certain": (
        (
            "select count(*) from {parcels} h join {promises} p using (order_id)"
            " where h.occurred_at <= p.ship_by and h.occurred_at + interval 86399 second > p.ship_by"
        ),
        (0,),
    ),
    "sold at another price than today's": (
        "select count(*) from {lines} join {prices} using (sku) where unit_price <> price", (658,)
    ),
    "of a product discontinued today": (
        "select count(*) from {lines} join {listings} using (sku) where not sellable", (228,)
    ),
    "out of stock below nothing": ("select count(*), count_if(on_hand < 0) from {stock_levels}", (77, 0)),
    "a discount of 15 % on 35 times 42.40": (
        "select cast(amount as VARCHAR) from {discounts} where row_id = '10250/51'", ("22260",)
    ),
    "all freight": ("select cast(sum(shipping) as BIGINT) from {order_totals}", (6_494_269,)),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), FIGURES.values(), ids=FIGURES)
def test_a_figure_of_plain_sql_comes_out_of_the_ledgers_too(
    opened: tuple[duckdb.DuckDBPyConnection, OpenHistory], sql: str, expected: tuple[Any, ...]
) -> None:
    con, history = opened
    assert con.execute(sql.format(**history.relations)).fetchone() == expected


def test_no_name_of_a_customer_enters_the_ledgers(opened: tuple[duckdb.DuckDBPyConnection, OpenHistory]) -> None:
    con, history = opened
    found = con.execute(f"select count(*) from {history.relations['orders']} where length(customer) <> 32").fetchone()
    assert found == (0,)


def test_what_northwind_cannot_show_is_declared_with_its_reason(
    opened: tuple[duckdb.DuckDBPyConnection, OpenHistory],
) -> None:
    assert set(opened[1].profile.deviations) == {"money/price-in-force", "journey/sellable-when-bought"}
