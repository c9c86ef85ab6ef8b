"""Folds over certain and possible rows: each sugar word gives the two bounds that all readings lie between."""

from __future__ import annotations

import duckdb
import pytest
from sqlglot import parse_one

from orderproof.errors import RuleError
from orderproof.rulebook.sugar import defaults_of, expand
from orderproof.rulebook.sureness import Known


def _fold(
    columns: str, rows: list[tuple[int | None, bool]], *, table: str = "payments", known: Known | None = None
) -> tuple[object, ...]:
    """Fold rows of (amount, certain) into one row."""
    con = duckdb.connect()
    con.execute(f"create table {table} (amount bigint, quantity bigint, certain boolean)")
    if rows:
        con.executemany(
            f"insert into {table} values (?, ?, ?)", [(amount, amount, certain) for amount, certain in rows]
        )
    tree = expand(parse_one(f"select {columns} from {table} group by ()", dialect="duckdb"), "here", known)
    row = con.execute(tree.sql("duckdb").replace(" GROUP BY ()", "")).fetchone()
    assert row is not None
    return row


def test_a_sum_lies_between_the_certain_rows_and_all_rows() -> None:
    """A possible payment may have happened."""
    assert _fold("sum_of(amount, true) as paid", [(10, True), (5, False)]) == (10, 15)


def test_a_possible_negative_row_lowers_the_low_bound_only() -> None:
    """Line quantities are signed: an edit down."""
    assert _fold("sum_of(quantity, true) as units", [(3, True), (-1, False), (2, False)], table="lines") == (2, 5)


def test_nothing_sums_to_zero_and_counts_to_zero() -> None:
    """Absent rows are no unknown amount."""
    assert _fold("sum_of(amount, true) as paid, count_of(true) as n", []) == (0, 0, 0, 0)


def test_a_condition_that_cannot_be_decided_counts_only_as_possible() -> None:
    """An optional column may be absent in one row."""
    con = duckdb.connect()
    con.execute("create table payments (tender varchar, certain boolean)")
    con.execute("insert into payments values ('card', true), (null, true), ('cash', true)")
    tree = expand(parse_one("select count_of(tender = 'card') as n from payments", dialect="duckdb"), "here")
    assert con.execute(tree.sql("duckdb")).fetchone() == (1, 2)


def test_an_unknown_amount_makes_the_sum_unknown() -> None:
    """Absent is unknown, never zero."""
    con = duckdb.connect()
    con.execute("create table taxes (base bigint, certain boolean)")
    con.execute("insert into taxes values (5, true), (null, true)")
    tree = expand(parse_one("select sum_of(base, true) as base from taxes", dialect="duckdb"), "here")
    assert con.execute(tree.sql("duckdb")).fetchone() == (None, None)


def test_the_first_of_nothing_lies_between_now_and_never() -> None:
    """So that an overdue deadline convicts and an open one is in doubt."""
    tree = expand(parse_one("select first_of(happened, true) as paid_at from payments", dialect="duckdb"), "here")
    low, high = tree.expressions
    assert "$as_of" in low.sql("duckdb")
    assert "$never" in high.sql("duckdb")


def test_both_bounds_are_one_text_where_nothing_is_in_doubt() -> None:
    """Then the engine folds once."""
    known = Known(frozenset({"payments"}), frozenset({"payments"}))
    tree = expand(parse_one("select sum_of(amount, true) as paid from payments", dialect="duckdb"), "here", known)
    low, high = (each.this.sql("duckdb") for each in tree.expressions)
    assert low == high


def test_defaults_name_what_a_missing_subject_would_have_folded_to() -> None:
    """For the left joins of rules."""
    tree = parse_one(
        "select order_id, count_of(true) as n, last_of(happened, true) as z from payments", dialect="duckdb"
    )
    assert defaults_of(tree) == {"n_min": "0", "n_max": "0", "z_min": "$epoch", "z_max": "$epoch"}


@pytest.mark.parametrize("text", ["sum_of(amount) as x", "count_of(a, b) as x", "1 + sum_of(amount, true) as x"])
def test_sugar_that_cannot_be_spelt_out_is_refused(text: str) -> None:
    """With a sentence, not with a silent guess."""
    with pytest.raises(RuleError):
        expand(parse_one(f"select {text} from payments", dialect="duckdb"), "here")
