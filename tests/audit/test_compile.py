"""A rule that cannot be judged soundly is refused at load, with a sentence that says how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orderproof.audit.compile import CompiledRule, compile_rule
from orderproof.audit.views import Shelf, compile_view
from orderproof.errors import RuleError
from orderproof.rulebook.book import View
from orderproof.rulebook.rule import Rule
from orderproof.rulebook.sureness import Known

PURSE = View(
    name="purse",
    says="Money of one order.",
    key=("order_id",),
    sql="""select order_id, any_value(currency) as currency, sum_of(amount, kind = 'capture') as taken,
        sum_of(amount, kind = 'refund') as given, first_of(happened, kind = 'capture') as taken_at
        from payments group by order_id""",
    path=Path("purse.sql"),
)
PLACED = View(
    "placed",
    "Orders.",
    ("order_id",),
    "select order_id, count_of(true) as orders from orders group by order_id",
    Path("placed.sql"),
)
TOLD = View(
    "told", "Statuses, each.", ("order_id",), "select order_id, canonical, certain from statuses", Path("told.sql")
)
SHELF = Shelf({view.name: view for view in (PURSE, PLACED, TOLD)})


def _rule(sql: str, **changes: Any) -> CompiledRule:
    texts = {"says": "Order {order_id}", "applies": None, "doubt": None} | changes
    rule = Rule(
        name="money/test",
        pillar="money",
        statement="A test.",
        kind="law",
        severity="S1",
        handoff="order>payment",
        customer="none",
        source="here",
        sql=sql,
        path=Path("test.sql"),
        **texts,
    )
    return compile_rule(rule, SHELF)


def test_the_mirror_of_a_conviction_is_the_possible_breach() -> None:
    """Every bound exchanged."""
    rule = _rule("select order_id from purse where given_min > taken_max")
    assert rule.may_break == "given_max > taken_min"


def test_an_explicit_doubt_replaces_the_mirror() -> None:
    """For conditions that have none."""
    rule = _rule("select order_id from purse where given_min = taken_min", doubt="given_max >= 0")
    assert rule.may_break == "given_max >= 0"


def test_a_left_joined_subject_without_rows_has_folded_nothing() -> None:
    """Zero in both bounds; not happened by now, maybe never. A joined row keeps its unknown sums."""
    rule = _rule(
        "select order_id from placed left join purse using (order_id) where taken_max < 1 and taken_at_min > $as_of"
    )
    no_money = "CASE WHEN purse.order_id IS NULL THEN {} ELSE {} END"
    assert rule.breaks == (
        f"{no_money.format(0, 'taken_max')} < 1 AND {no_money.format('$as_of', 'taken_at_min')} > $as_of"
    )
    assert rule.may_break == (
        f"{no_money.format(0, 'taken_min')} < 1 AND {no_money.format('$never', 'taken_at_max')} > $as_of"
    )


def test_a_row_that_exists_in_some_readings_only_cannot_convict() -> None:
    """The planner adds `certain`, so that a rule cannot forget it."""
    rule = _rule("select order_id from told where canonical = 'cancelled'")
    assert rule.breaks == "told.certain AND canonical = 'cancelled'"
    assert rule.may_break == "canonical = 'cancelled'"


@pytest.mark.parametrize(
    ("sql", "changes", "said"),
    [
        ("select order_id from purse", {}, "is not `select"),
        ("select order_id from purse where given_min > 0 group by order_id", {}, "has a group clause"),
        ("select distinct order_id from purse where given_min > 0", {}, "has a distinct clause"),
        ("select order_id from purse where given_min > 0 limit 1", {}, "has a limit clause"),
        ("select order_id from placed join purse using (order_id) where given_min > 0", {}, "loses the worst subjects"),
        (
            "select order_id from placed left join told using (order_id) where orders_min > 0",
            {},
            "joins a row-level view",
        ),
        ("select order_id from wallet where given_min > 0", {}, "no view `wallet`"),
        ("select order_id from purse where spent_min > 0", {}, "no source has a column `spent_min`"),
        ("select order_id from purse where given_max > 0", {}, "`given_max` stands where"),
        ("select order_id from purse where given_min > 0", {"applies": "taken_max > 0"}, "`taken_max` stands where"),
        ("select given_min from purse where given_min > 0", {}, "`order_id` is not selected"),
        ("select order_id from purse where given_min > 0", {"says": "{given_min}"}, "`given_min` is not selected"),
        (
            "select order_id, given_min from purse where given_min > 0",
            {"says": "{given_min:money}"},
            "without its currency",
        ),
        ("select order_id, given_min as at_risk from purse where given_min > 0", {}, "without its currency"),
        (
            "select order_id, taken_at_min from purse where given_min > 0",
            {"says": "{taken_at_min:date}"},
            "not a style",
        ),
        ("select order_id frm purse where", {}, "does not parse"),
    ],
)
def test_a_rule_that_is_off_is_refused(sql: str, changes: dict[str, Any], said: str) -> None:
    """Before any data is looked at."""
    with pytest.raises(RuleError, match=said.replace("(", r"\(")):
        _rule(sql, **changes)


def test_a_view_without_its_key_is_refused() -> None:
    """The key names the subject."""
    with pytest.raises(RuleError, match="the key column parcel_id is not selected"):
        compile_view(View("x", "X.", ("parcel_id",), "select order_id from parcels", Path("x.sql")))


def test_a_pruned_view_keeps_its_key_and_what_is_used() -> None:
    """And nothing else."""
    sql = SHELF.take("purse").sql(Known(), ["taken_min"])
    assert "given" not in sql
    assert "order_id" in sql
