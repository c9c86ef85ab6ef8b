"""Where nothing is in doubt, both bounds are one text: followed through sub-selects that pass rows on unchanged."""

from __future__ import annotations

import pytest
from sqlglot import exp, parse_one

from orderproof.rulebook.sugar import expand
from orderproof.rulebook.sureness import Known

SURE = Known(frozenset({"payments", "orders"}), frozenset({"payments", "orders"}))


def _is_folded_once(sql: str, known: Known = SURE) -> bool:
    """Tell whether both bounds of the view's last column are the same text, `coalesce` aside."""
    tree = expand(parse_one(sql, dialect="duckdb"), "here", known)
    low, high = (one.this for one in tree.expressions[-2:])
    if isinstance(low, exp.Coalesce):
        low, high = low.this, high.this
    return bool(low.sql("duckdb") == high.sql("duckdb"))


PASSED_ON = [
    "select order_id, count_of(true) as n from payments group by order_id",
    "with p as (select order_id, certain from payments) select order_id, count_of(true) as n from p group by order_id",
    "with p as (select * from payments) select order_id, first_of(happened, true) as t from p group by order_id",
    """with p as (select order_id, certain from payments union all select order_id, certain from orders)
        select order_id, count_of(true) as n from p group by order_id""",
    """select order_id, count_of(true) as n from (select order_id, certain from payments) as p
        cross join profile_clock group by order_id""",
]
CHANGED = [
    """with p as (select order_id, certain and amount > 0 as certain from payments)
        select order_id, count_of(true) as n from p group by order_id""",
    """with p as (select order_id, bool_or(certain) as certain from payments group by order_id)
        select order_id, count_of(true) as n from p group by order_id""",
    """with p as (select order_id, certain from payments union all select order_id, certain from scans)
        select order_id, count_of(true) as n from p group by order_id""",
    """with p as (select order_id, certain, happened_min, happened_max + interval 1 day as happened_max from payments)
        select order_id, first_of(happened, true) as t from p group by order_id""",
    "select order_id, count_of(true) as n from scans group by order_id",
]


@pytest.mark.parametrize("sql", PASSED_ON)
def test_rows_of_sure_ledgers_that_are_passed_on_are_folded_once(sql: str) -> None:
    assert _is_folded_once(sql)


@pytest.mark.parametrize("sql", PASSED_ON)
def test_nothing_is_folded_once_where_nothing_is_known(sql: str) -> None:
    assert not _is_folded_once(sql, Known())


@pytest.mark.parametrize("sql", CHANGED)
def test_rows_whose_sureness_was_worked_out_anew_are_folded_twice(sql: str) -> None:
    assert not _is_folded_once(sql)
