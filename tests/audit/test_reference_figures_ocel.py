"""The figures that plain SQL found in the OCEL log come out of its audit, by a rule or by the ledgers."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.audit.judge import judge
from orderproof.history.sources import open_source
from orderproof.report.digest import digest
from orderproof.rulebook.book import load_book
from tests.shared_data import shared_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from orderproof.history.sources import OpenHistory
    from orderproof.model.verdict import Finding, Judgement, RuleVerdict

DATASET = "ocel_order_management"
WAITS = "journey/work-waits-its-turn"
SUM_OF_LINES = "money/total-matches-lines"
RULES: dict[str, tuple[str, Callable[[Finding], bool]]] = {
    "items picked before their order was confirmed": (WAITS, lambda f: f.subject["work"] == "pick"),
    "items packed before their order was paid": (WAITS, lambda f: f.subject["work"] == "pack"),
    "orders with an item sent before the order was paid": ("journey/shipped-before-paid", lambda _: True),
    "pay order later than 7 days after confirm order": ("money/paid-within-terms", lambda _: True),
    "packages delivered before sent": ("story/delivered-needs-handover", lambda _: True),
    "packages delivered without send": ("story/delivered-needs-handover", lambda _: True),
    "failed delivery after package delivered": ("story/scans-go-forward", lambda _: True),
    "events / distinct eid": ("evidence/contradicting-rows", lambda _: True),
    "items packed but never placed": ("evidence/references-resolve", lambda _: True),
}
"""Figure -> the rule that reproduces it, and which of its findings count."""

LEDGERS = {
    "orders / items / packages": (
        "select (select count(distinct order_id) from {orders}) || ' / ' ||"
        " (select count(distinct line_id) from {lines}) || ' / ' || (select count(distinct parcel_id) from {parcels})"
    ),
    "orders placed more than once": (
        "select count(*) from (select order_id from {orders} group by all having count(*) > 1)"
    ),
    "orders not confirmed / not paid": (
        "select (select count(*) from {orders} anti join (select * from {statuses} where native = 'confirm order')"
        " using (order_id)) || ' / ' || (select count(*) from {orders} anti join {payments} using (order_id))"
    ),
    "orders paid more than once": (
        "select count(*) from (select order_id from {payments} group by all having count(*) > 1)"
    ),
    "orders paid before confirmed": (
        "select count(*) from {payments} p join {statuses} s using (order_id)"
        " where s.native = 'confirm order' and p.occurred_at < s.occurred_at"
    ),
    "orders confirmed before placed": (
        "select count(*) from {orders} o join {statuses} s using (order_id)"
        " where s.native = 'confirm order' and s.occurred_at < o.placed_at"
    ),
    "payment reminder after pay order": (
        "select count(*) from {notices} n join {payments} p using (order_id) where n.occurred_at > p.occurred_at"
    ),
    "payment reminder before confirm order": (
        "select count(*) from {notices} n join {statuses} s using (order_id)"
        " where s.native = 'confirm order' and n.occurred_at < s.occurred_at"
    ),
    "items in two or more place-order events": (
        "select count(*) from (select line_id from {lines} group by all having count(*) > 1)"
    ),
    "items packed twice or more": (
        "select count(*) from (select line_id from {parcels} where event = 'packed' group by all having count(*) > 1)"
    ),
    "items placed but never packed": (
        "select count(*) from {lines} anti join (select * from {parcels} where event = 'packed') using (line_id)"
    ),
    "items picked before placed (item picked before its place-order event)": (
        "select count(*) from {line_changes} c join {lines} l using (line_id)"
        " where c.change = 'picked' and c.occurred_at < l.occurred_at"
    ),
    "items never picked / picked twice or more": (
        "select (select count(*) from {lines} anti join (select * from {line_changes} where change = 'picked')"
        " using (line_id)) || ' / ' || (select count(*) from (select line_id from {line_changes}"
        " where change = 'picked' group by all having count(*) > 1))"
    ),
    "items packed before picked": (
        "select count(*) from {parcels} p join {line_changes} c using (line_id)"
        " where p.event = 'packed' and c.change = 'picked' and p.occurred_at < c.occurred_at"
    ),
    "packages sent and never delivered": (
        "select count(distinct parcel_id) from {parcels} p"
        " anti join (select * from {scans} where status = 'delivered') s using (parcel_id)"
        " where p.event = 'handed_over'"
    ),
    "packages sent before created": (
        "select count(*) from {parcels} s join {parcels} c using (parcel_id)"
        " where s.event = 'handed_over' and c.event = 'packed' and s.occurred_at < c.occurred_at"
    ),
    "failed delivery before send package": (
        "select count(*) from {scans} f join {parcels} p using (parcel_id)"
        " where f.status = 'attempt_failed' and p.event = 'handed_over' and f.occurred_at < p.occurred_at"
    ),
    "orders split over 2+ packages / packages mixing 2+ orders": (
        "select (select count(*) from (select order_id from {parcels} group by all"
        " having count(distinct parcel_id) > 1)) || ' / ' || (select count(*) from"
        " (select parcel_id from {parcels} group by all having count(distinct order_id) > 1))"
    ),
    "order price at confirm/pay differs from price at place": (
        "select count(*) from (select order_id from {order_totals} group by all having min(total) < max(total))"
    ),
}
"""Figure -> the same question to the ledgers, where no rule of a shop would ask it."""

STATES_NO_RULE = {
    "events without any order, item or package": "what touches nothing is in no ledger; the figure is 0",
    "event ids not in time order (eid n+1 earlier than eid n)": "the log numbers no source; the figure is 0",
    "timestamps shared by 2+ events": "events at one instant are no fault",
    "item out of stock without a later reorder item": "reorders of the shop's own stock are in no ledger; it is 0",
    "package weight changes between create/send/delivered events (by >1e-6)": "weights are in no ledger; it is 0",
}


@pytest.mark.parametrize("check", RULES)
def test_a_rule_finds_what_plain_sql_found(check: str) -> None:
    rule, which = RULES[check]
    assert _verdict(rule).verdict in ("holds", "broken")
    assert not _verdict(rule).suspect
    assert len([each for each in _judged().findings if each.rule == rule and which(each)]) == _number(check)


@pytest.mark.parametrize("check", LEDGERS)
def test_the_ledgers_tell_what_plain_sql_told(check: str) -> None:
    con, history = _opened()
    found = con.execute(LEDGERS[check].format(**history.relations)).fetchone()
    assert found is not None
    assert str(found[0]) == _figures()[check]


def test_another_price_convention_is_one_suspect_finding_and_not_two_thousand() -> None:
    """The order's price is never the sum of its items, so rule, mapping or convention is asked about, once."""
    check = "placed order price <> sum of its item prices (price seen at pick item), > 1 cent"
    verdict = _verdict(SUM_OF_LINES)
    assert (verdict.suspect, verdict.broken, verdict.subjects) == (True, 2000, 2000)
    assert _figures()[check].startswith("2000 of 2000")
    assert len([each for each in _judged().findings if each.rule == SUM_OF_LINES]) == 1
    statements = {name: each.statement for name, each in load_book().rules.items()}
    assert len([each for each in digest(_judged(), statements).suspects if each.rule.rule == SUM_OF_LINES]) == 1


def test_every_figure_of_the_log_is_reproduced_or_states_no_rule() -> None:
    suspect = "placed order price <> sum of its item prices (price seen at pick item), > 1 cent"
    assert set(_figures()) == {*RULES, *LEDGERS, *STATES_NO_RULE, suspect}


def test_no_law_but_those_about_paying_first_is_broken() -> None:
    """The structure of the log is sound: what breaks are the policies, and those it is known not to follow."""
    broken = {each.rule for each in _judged().rules if each.verdict == "broken"}
    assert broken == {
        WAITS, SUM_OF_LINES, "journey/shipped-before-paid", "journey/delivered-before-paid", "money/paid-within-terms",
    }  # fmt: skip


@cache
def _opened() -> tuple[duckdb.DuckDBPyConnection, OpenHistory]:
    con = duckdb.connect()
    return con, open_source(con, shared_data("ocel/order_management.csv"), mapping=None, profile=None)


@cache
def _judged() -> Judgement:
    con, history = _opened()
    return judge(con, history.name, history.relations, history.profile, load_book(), mapped=True)


def _verdict(rule: str) -> RuleVerdict:
    return next(each for each in _judged().rules if each.rule == rule)


@cache
def _figures() -> dict[str, str]:
    figures = json.loads(shared_data("reference-figures.json").read_text(encoding="utf-8"))
    return {each["check"]: each["result"] for each in figures if each["dataset"] == DATASET}


def _number(check: str) -> int:
    """Read a figure; a pair of equal sizes means that none is there twice."""
    parts = _figures()[check].split(" / ")
    return int(parts[0]) if len(parts) == 1 else int(parts[0]) - int(parts[1])
