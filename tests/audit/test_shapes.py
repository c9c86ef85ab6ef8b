"""The shapes of selects by which a rule is shown to be local."""

from __future__ import annotations

from typing import cast

import pytest
from sqlglot import exp, parse_one

from orderproof.audit import shapes


def parsed(sql: str) -> exp.Select:
    return cast("exp.Select", parse_one(sql, dialect="duckdb"))


def test_the_selects_and_outputs_of_a_query_are_named() -> None:
    select = parsed("with a as (select 1 as x), b as (select x from a) select b.x, 2 as y from b")
    assert list(shapes.ctes(select)) == ["a", "b"]
    assert shapes.outputs(select) == ["x", "y"]
    assert shapes.ctes(parsed("select 1")) == {}


@pytest.mark.parametrize(
    ("sql", "source"),
    [
        ("select s.*, p.x from sent as s join p on p.k = s.k", "sent AS s"),
        (
            "select s.*, 1 as x from sent as s union all select s.*, 2 as x from sent as s join p on p.k = s.k",
            "sent AS s",
        ),
        ("select s.*, 1 as x from sent as s union all select s.*, 2 as x from lost as s", None),
        ("select p.*, s.x from sent as s join p on p.k = s.k", None),
        ("select s.k from sent as s", None),
    ],
)
def test_a_star_hands_on_the_columns_of_the_one_source_it_starts_from(sql: str, source: str | None) -> None:
    assert shapes.star(parsed(sql)) == source


def test_a_column_is_carried_by_its_source_or_by_all_of_them() -> None:
    one, both = {"a": frozenset({"k"})}, {"a": frozenset({"k"}), "b": frozenset({"m"})}
    assert shapes.is_column(exp.column("k", table="a"), both)
    assert not shapes.is_column(exp.column("k", table="b"), both)
    assert shapes.is_column(exp.column("k"), one)
    assert not shapes.is_column(exp.column("k"), both)
    assert not shapes.is_column(exp.column("k"), one, qualified=True)


def test_a_join_equates_columns_only_where_all_of_it_must_hold() -> None:
    both, either = (
        parsed(f"select 1 from a join b on b.k = a.k {word} b.m = a.n").args["joins"][0] for word in ("and", "or")
    )
    assert [(one.sql(), other.sql()) for one, other in shapes.equalities(both)] == [("b.k", "a.k"), ("b.m", "a.n")]
    assert list(shapes.equalities(either)) == []
    assert [each.sql() for each in shapes.partners(both, "b", "k")] == ["a.k"]
    assert list(shapes.partners(both, "b", "m")) == []


def test_inner_queries_and_folds_are_seen() -> None:
    assert shapes.has_inner_query(parsed("select 1 from a where k in (select k from b)"))
    assert not shapes.has_inner_query(parsed("select 1 from (select k from b) as a where k = 1"))
    assert [
        each.sql() for each in shapes.aggregates(parsed("select k, max(x), sum(y) over (partition by k) from a"))
    ] == ["MAX(x)"]
    assert len(list(shapes.aggregates(parsed("select count_of(true) as n from a")))) == 1


def test_after_a_full_join_the_value_is_that_of_whichever_half_has_a_row() -> None:
    select = parsed("select coalesce(a.k, b.k) as k from a full join b on b.k = a.k")
    halves, bound = shapes.full_joined(select), {"a": frozenset({"k"}), "b": frozenset({"k"})}
    assert halves == {"a", "b"}
    assert shapes.is_either(select.expressions[0].unalias(), bound, halves)
    assert not shapes.is_either(exp.column("k", table="a"), bound, halves)
    assert shapes.full_joined(parsed("select a.k from a left join b on b.k = a.k")) == frozenset()


def test_the_partition_of_a_named_window_is_found() -> None:
    select = parsed("select sum(x) over w as s from a window w as (partition by k order by x)")
    window = select.expressions[0].find(exp.Window)
    assert window is not None
    assert [each.sql() for each in shapes.named_partition(select, window)] == ["k"]
    assert shapes.named_partition(parsed("select 1 from a"), window) == []


def test_a_plain_star_hands_on_what_every_source_carries() -> None:
    bound = {"a": frozenset({"k"}), "b": frozenset({"m"})}
    assert shapes.starred(parsed("select * from a, b"), bound) == {"k", "m"}
    assert shapes.starred(parsed("select b.*, 1 as x from a, b"), bound) == {"m"}
    assert shapes.starred(parsed("select * replace (1 as k) from a, b"), bound) == set()
