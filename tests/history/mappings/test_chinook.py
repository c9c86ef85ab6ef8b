"""Chinook as ledgers: the clean control, in which every sum agrees."""

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
        yield con, open_source(con, shared_data("small/chinook.sqlite"), mapping=None, profile=None)


FIGURES: dict[str, tuple[str, Any]] = {
    "invoices": ("select count(*), count(placed_at) from {orders}", (412, 412)),
    "lines": ("select count(*), count(distinct row_id) from {lines}", (2240, 2240)),
    "finished sales": ("select count(*) from {statuses} where canonical = 'completed'", (412,)),
    "invoices that are not the sum of their lines": (
        (
            "select count(*) from {order_totals} join"
            " (select order_id, sum(quantity * unit_price) as lines from {lines} group by order_id) using (order_id)"
            " where total <> lines"
        ),
        (0,),
    ),
    "lines at another price than the list's": (
        "select count(*), count_if(unit_price <> price) from {lines} join {prices} using (sku)", (2240, 0)
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), FIGURES.values(), ids=FIGURES)
def test_a_figure_of_plain_sql_comes_out_of_the_ledgers_too(
    opened: tuple[duckdb.DuckDBPyConnection, OpenHistory], sql: str, expected: tuple[Any, ...]
) -> None:
    con, history = opened
    assert con.execute(sql.format(**history.relations)).fetchone() == expected
