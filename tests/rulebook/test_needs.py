"""What a view's column stands on: without it a rule would accuse everybody, so it must be named exactly."""

from __future__ import annotations

import pytest
from sqlglot import parse_one

from orderproof.errors import RuleError
from orderproof.rulebook.needs import Needs, trace_view
from orderproof.rulebook.sugar import expand


def _needs(sql: str, *, independent: bool = False) -> dict[str, Needs]:
    return trace_view(expand(parse_one(sql, dialect="duckdb"), "here"), "here", independent=independent).needs


def test_a_fold_needs_its_amounts_and_the_kind_it_folds() -> None:
    """A source without refunds must not be told that nothing was refunded."""
    found = _needs("select order_id, sum_of(amount, kind = 'refund') as refunded from payments group by order_id")
    assert found["refunded_min"].kinds == {("payments", frozenset({"refund"}))}
    assert ("payments", "amount") in found["refunded_min"].columns


def test_of_several_kinds_one_is_enough() -> None:
    """Paid means authorized or captured."""
    found = _needs(
        "select order_id, count_of(kind in ('authorize', 'capture')) as paid from payments group by order_id"
    )
    assert found["paid_max"].kinds == {("payments", frozenset({"authorize", "capture"}))}


def test_a_left_joined_fold_is_needed_only_by_its_own_columns() -> None:
    """The others do not fall silent with it."""
    sql = """with shipped as (
            select order_id, count_of(event = 'handed_over') as parcels from parcels group by order_id)
        select o.order_id, max(coalesce(s.parcels_min, 0)) as parcels_min, count(*) as told
        from orders o left join shipped s on s.order_id = o.order_id group by o.order_id"""
    found = _needs(sql)
    assert ("parcels", "event") in found["parcels_min"].columns
    assert {relation for relation, _ in found["told"].columns} == {"orders"}


def test_branches_of_an_independent_union_need_one_of_them() -> None:
    """A message may be owed for placing even where refunds are not observed."""
    sql = """with causes as (select order_id from orders union all select order_id from payments where kind = 'refund')
        select order_id, count(*) as told from causes group by order_id"""
    (branches,) = _needs(sql, independent=True)["told"].either
    assert [min(relation for relation, _ in each.columns) for each in branches] == ["orders", "payments"]


def test_a_view_reads_all_that_its_text_names() -> None:
    """Also what a pruned output would have used: the ledger must have the column."""
    tree = expand(
        parse_one("select order_id, count_of(kind = 'void') as voids from payments group by order_id"), "here"
    )
    assert ("payments", "kind") in trace_view(tree, "here", independent=False).reads


def test_a_column_that_no_ledger_has_is_refused() -> None:
    """With the ledger's name in the sentence."""
    with pytest.raises(RuleError, match="does not fit the ledgers"):
        _needs("select order_id, colour from payments")
