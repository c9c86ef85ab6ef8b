"""Olist as ledgers: every figure that plain SQL gets from the files comes out of the ledgers, to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from orderproof.history.sources import OpenHistory, open_source
from tests.shared_data import shared_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VARIANTS = ("olist", "olist-20k", "olist-5k")
ITEMS, PAYMENTS, ORDERS = 112_650, 103_886, 99_441


@pytest.fixture(scope="module")
def opened() -> Iterator[Callable[[str], tuple[duckdb.DuckDBPyConnection, OpenHistory]]]:
    """Open each variant once."""
    known: dict[str, tuple[duckdb.DuckDBPyConnection, OpenHistory]] = {}

    def open_variant(name: str) -> tuple[duckdb.DuckDBPyConnection, OpenHistory]:
        if name not in known:
            con = duckdb.connect()
            known[name] = (con, open_source(con, shared_data("olist"), mapping=name, profile=None))
        return known[name]

    yield open_variant
    for con, _ in known.values():
        con.close()


@pytest.fixture
def ask(opened: Callable[[str], tuple[duckdb.DuckDBPyConnection, OpenHistory]]) -> Callable[[str, str], Any]:
    """Ask a variant's ledgers something: `{payments}` stands for the relation of that ledger."""

    def answer(variant: str, sql: str) -> Any:
        con, history = opened(variant)
        found = con.execute(sql.format(**history.relations)).fetchone()
        return found[0] if found and len(found) == 1 else found

    return answer


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_item_payment_and_order_is_there_once(ask: Callable[[str, str], Any], variant: str) -> None:
    count = "select (select count(*) from {lines}), (select count(*) from {payments}), (select count(*) from {orders})"
    assert ask(variant, count) == (ITEMS, PAYMENTS, ORDERS)
    assert ask(variant, count.replace("count(*)", "count(distinct row_id)")) == (ITEMS, PAYMENTS, ORDERS)


DIFFERENCES = {
    "which differ": ("<> 0", 576),
    "off by one cent": ("in (-1, 1)", 273),
    "off by more than a cent": ("not between -1 and 1", 303),
    "off by more than 1.00": ("not between -100 and 100", 249),
    "underpaid by more than a cent": ("< -1", 39),
}


@pytest.mark.parametrize(("difference", "expected"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_payments_and_totals_differ_in_exact_cents_where_plain_sql_says_so(
    ask: Callable[[str, str], Any], difference: str, expected: int
) -> None:
    paid = "(select order_id, sum(amount) as paid from {payments} group by order_id)"
    sql = f"select count(*) from {{order_totals}} join {paid} using (order_id) where paid - total {difference}"
    assert ask("olist", sql) == expected


FIGURES: dict[str, tuple[str, str, Any]] = {
    "paid without items": (
        "olist", "select count(distinct order_id) from {payments} anti join {lines} using (order_id)", 775
    ),
    "items without payment": (
        "olist", "select count(distinct order_id) from {lines} anti join {payments} using (order_id)", 1
    ),
    "payments that are not numbered 1 to n": (
        "olist",
        (
            "select count(*) from"
            " (select 1 from {payments} group by order_id having min(seq) <> 1 or max(seq) <> count(*))"
        ),
        80,
    ),
    "payments of nothing": ("olist", "select count(*) from {payments} where amount = 0", 9),
    "payments by a tender that is not known": ("olist", "select count(*) from {payments} where tender is null", 3),
    "last dispatch date, in UTC": (
        "olist", "select cast(max(ship_by) as VARCHAR) from {promises}", "2020-04-09 22:35:08"
    ),
    "orders told delivered in the small sample": (
        "olist-5k", "select count(*) from {statuses} where native = 'delivered'", 4856
    ),
    "approval of the small sample that is not known": (
        "olist-5k",
        (
            "select count(*) from {statuses}"
            " anti join (select order_id from {payments} where occurred_at is not null) using (order_id)"
        ),
        10,
    ),
    "handed over before approved": (
        "olist-5k",
        (
            "select count(distinct order_id) from {parcels} h join {payments} p using (order_id)"
            " where h.occurred_at < p.occurred_at"
        ),
        74,
    ),
    "handed over before bought, by more than the lost seconds": (
        "olist-5k",
        (
            "select count(*) from {parcels} h join {orders} o using (order_id)"
            " where h.occurred_at + interval 59 second < o.placed_at"
        ),
        12,
    ),
    "handed over after the dispatch date": (
        "olist-5k",
        (
            "select count(distinct order_id) from {parcels} h "
            "join {promises} p using (order_id)"
            " where h.occurred_at > p.ship_by"
        ),
        451,
    ),
    "late in the small sample": (
        "olist-5k",
        (
            "select count(*) from {statuses} t join {scans} s on parcel_id = order_id "
            "join {promises} p using (order_id)"
            " where t.native = 'delivered' and s.occurred_at > p.deliver_by"
        ),
        391,
    ),
    "told delivered, never seen delivered": (
        "olist-5k",
        "select count(*) from {statuses} anti join {scans} on parcel_id = order_id where native = 'delivered'",
        1,
    ),
    "cancelled yet delivered": (
        "olist-5k",
        "select count(*) from {statuses} t join {scans} on parcel_id = order_id where t.native = 'canceled'",
        1,
    ),
    "late in the large sample": (
        "olist-20k",
        (
            "select count(*) from {statuses} t join {scans} s on parcel_id = order_id "
            "join {promises} p using (order_id)"
            " where t.native = 'delivered' and s.occurred_at > p.deliver_by"
        ),
        1586,
    ),
    "delivered before approved": (
        "olist-20k",
        (
            "select count(distinct order_id) from {scans} s join {payments} p on parcel_id = order_id"
            " where s.occurred_at < p.occurred_at"
        ),
        9,
    ),
    "orders of the large sample": ("olist-20k", "select count(*) from {statuses}", 19_999),
}  # fmt: skip


@pytest.mark.parametrize(("variant", "sql", "expected"), FIGURES.values(), ids=FIGURES)
def test_a_figure_of_plain_sql_comes_out_of_the_ledgers_too(
    ask: Callable[[str, str], Any], variant: str, sql: str, expected: Any
) -> None:
    assert ask(variant, sql) == expected


def test_a_variant_has_only_the_ledgers_that_its_sample_knows(
    opened: Callable[[str], tuple[duckdb.DuckDBPyConnection, OpenHistory]],
) -> None:
    base = {"orders", "order_totals", "lines", "payments", "promises"}
    found = {name: set(opened(name)[1].relations) - base for name in VARIANTS}
    assert found == {
        "olist": set(),
        "olist-20k": {"statuses", "scans", "parcels"},
        "olist-5k": {"statuses", "scans", "parcels"},
    }


def test_a_time_that_no_sample_has_is_not_observed(
    opened: Callable[[str], tuple[duckdb.DuckDBPyConnection, OpenHistory]],
) -> None:
    assert {name: "placed_at" in opened(name)[1].filled["orders"] for name in VARIANTS} == {
        "olist": False,
        "olist-20k": False,
        "olist-5k": True,
    }
