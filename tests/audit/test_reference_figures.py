"""Real orders: every figure that plain SQL found in them, and that states a rule, is found again by that rule."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.audit.judge import judge
from orderproof.history.sources import open_source
from orderproof.rulebook.book import load_book
from tests.shared_data import shared_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from orderproof.model.profile import Profile
    from orderproof.model.verdict import Finding, Judgement

NORTHWIND_LATER = datetime(2018, 12, 31)  # noqa: DTZ001 - ledgers hold UTC without saying so
LAST_PURCHASE = datetime(2018, 9, 20, 13, 54)  # noqa: DTZ001 - as the sample says it


@dataclass(frozen=True)
class Figure:
    """Which rule reproduces a figure, on which data, and which of its findings count."""

    check: str
    mapping: str
    rule: str
    which: Callable[[Finding], bool] = field(default=lambda _: True)
    tolerance: int | None = None
    as_of: datetime | None = None
    sample: str | None = None
    part: int = 0
    """Which of several numbers in the figure's result, `775 / 0`."""


def _difference(finding: Finding) -> int:
    """How much more was paid than the total told (negative: less), minor units."""
    paid, total = finding.evidence["paid_min"], finding.evidence["total_max"]
    assert isinstance(paid, int)
    assert isinstance(total, int)
    return paid - total


PAYMENTS = "money/payments-match-total"
OLIST = [
    Figure(
        "duplicate key (order_id, order_item_id)",
        "olist",
        "evidence/contradicting-rows",
        lambda f: f.subject["ledger"] == "lines",
    ),
    Figure(
        "duplicate key (order_id, payment_sequential)",
        "olist",
        "evidence/contradicting-rows",
        lambda f: f.subject["ledger"] == "payments",
    ),
    Figure("orders with items but no payment", "olist", "money/order-has-payment"),
    Figure("orders with payment but no items", "olist", "journey/order-without-lines"),
    Figure("payment sum <> item+freight sum, exact cents", "olist", PAYMENTS, tolerance=0),
    Figure("... off by exactly 1 cent", "olist", PAYMENTS, lambda f: abs(_difference(f)) == 1, tolerance=0),
    Figure("... off by more than 1 cent", "olist", PAYMENTS, tolerance=1),
    Figure("... off by more than 1.00", "olist", PAYMENTS, tolerance=100),
    Figure("... underpaid by more than 1 cent", "olist", PAYMENTS, lambda f: _difference(f) < 0, tolerance=1),
    Figure("payment_value = 0", "olist", "money/no-zero-payment"),
    Figure("payment_type not_defined", "olist", "evidence/payments-name-their-tender"),
    Figure(
        "orders whose payment_sequential is not 1..n",
        "olist",
        "evidence/sequence-has-no-gaps",
        lambda f: f.subject["ledger"] == "payments",
    ),
    Figure(
        "orders whose order_item_id is not 1..n",
        "olist",
        "evidence/sequence-has-no-gaps",
        lambda f: f.subject["ledger"] == "lines",
    ),
    Figure("items with shipping_limit_date in 2020 (bad timestamps)", "olist", "evidence/promise-in-reach"),
]
SAMPLE_5K = [
    Figure(
        "approved before purchase",
        "olist-5k",
        "journey/nothing-before-placing",
        lambda f: f.subject["milestone"] == "paid",
    ),
    Figure(
        "carrier before purchase",
        "olist-5k",
        "journey/nothing-before-placing",
        lambda f: f.subject["milestone"] == "shipped",
    ),
    Figure(
        "delivered before purchase",
        "olist-5k",
        "journey/nothing-before-placing",
        lambda f: f.subject["milestone"] == "delivered",
    ),
    Figure("carrier before approved", "olist-5k", "journey/shipped-before-paid"),
    Figure("delivered before carrier", "olist-5k", "story/delivered-needs-handover"),
    Figure("status delivered, no delivered timestamp", "olist-5k", "journey/told-delivered-undelivered"),
    Figure("status delivered, no carrier timestamp", "olist-5k", "journey/told-shipped-unshipped"),
    Figure("status canceled but has a delivered timestamp", "olist-5k", "journey/cancelled-yet-delivered"),
    Figure("status canceled but has a carrier timestamp", "olist-5k", "journey/cancelled-yet-shipped"),
    Figure("not delivered/canceled but has a delivered timestamp", "olist-5k", "journey/delivered-untold"),
    Figure("delivered after the estimate (late)", "olist-5k", "story/delivered-late"),
    Figure(
        "stuck: status shipped and purchase > 30 days before the last purchase of the sample",
        "olist-5k",
        "journey/stuck-order",
        as_of=LAST_PURCHASE,
    ),
    Figure("orders with no payment row", "olist-5k", "money/order-has-payment", sample="orders_sample_5000.csv"),
    Figure(
        "orders with no item row (by status)",
        "olist-5k",
        "journey/order-without-lines",
        sample="orders_sample_5000.csv",
    ),
    Figure("carrier hand-over after an item shipping_limit_date", "olist-5k", "story/shipped-late"),
    Figure(
        "payment sum <> item+freight by > 1 cent (within the sample)",
        "olist-5k",
        PAYMENTS,
        tolerance=1,
        sample="orders_sample_5000.csv",
    ),
]
SAMPLE_20K = [
    Figure("delivered before approved", "olist-20k", "journey/delivered-before-paid"),
    Figure("status delivered, no delivered timestamp", "olist-20k", "journey/told-delivered-undelivered"),
    Figure("status canceled but delivered timestamp", "olist-20k", "journey/cancelled-yet-delivered"),
    Figure("orders with no payment row", "olist-20k", "money/order-has-payment", sample="orders_sample_20000.csv"),
    Figure(
        "orders with no item row (by status)",
        "olist-20k",
        "journey/order-without-lines",
        sample="orders_sample_20000.csv",
    ),
    Figure("late", "olist-20k", "story/delivered-late"),
    Figure(
        "payment sum <> item+freight by > 1 cent (within the sample)",
        "olist-20k",
        PAYMENTS,
        tolerance=1,
        sample="orders_sample_20000.csv",
    ),
]
SMALL = [
    Figure("shipped before ordered", "northwind", "journey/nothing-before-placing"),
    Figure("never shipped", "northwind", "journey/never-shipped", as_of=NORTHWIND_LATER),
    Figure("shipped after required", "northwind", "story/shipped-late"),
    Figure("orders without lines / lines without order", "northwind", "journey/order-without-lines"),
    Figure("orders without lines / lines without order", "northwind", "evidence/references-resolve", part=1),
    Figure("line price <> product list price", "northwind", "money/price-in-force"),
    Figure("lines of a discontinued product", "northwind", "journey/sellable-when-bought"),
    Figure("products whose UnitsInStock < 0", "northwind", "stock/told-level-not-negative"),
    Figure("invoice total <> sum of lines (cents)", "chinook", "money/total-matches-lines"),
    Figure("line price <> track price", "chinook", "money/price-in-force"),
]
DATASETS = {
    "olist": "olist",
    "olist-5k": "olist_sample_5000",
    "olist-20k": "olist_sample_20000",
    "northwind": "northwind",
    "chinook": "chinook",
}
STATES_NO_RULE = {
    "rows items / orders in items": "a size",
    "rows payments / orders in payments": "a size",
    "same check in float: abs(sum-sum)>0.01 (shows the float trap)": "a trap: money is integer minor units here",
    "same check in float: sum<>sum": "a trap: money is integer minor units here",
    "payment_installments = 0": "instalments are in no ledger",
    "items with price<=0 / freight=0": "free shipping is no fault, and no price is zero or less",
    "orders with more than one shipping_limit_date per seller": "sellers are in no ledger; the figure is 0",
    "shipping_limit_date range": "a range",
    "rows / distinct order_id / distinct customer_id": "a size",
    "rows / distinct order_id": "a size",
    "status counts": "a distribution",
    "sample A orders contained in B": "a relation of two samples",
    "approved is null (by status)": "an absent time is unknown, not wrong",
    "orders / lines": "a size",
    "invoices / lines": "a size",
}


def _id(figure: Figure) -> str:
    return f"{figure.mapping}: {figure.check} [{figure.rule}]"


@pytest.mark.parametrize("figure", [*OLIST, *SAMPLE_5K, *SAMPLE_20K, *SMALL], ids=_id)
def test_a_rule_finds_what_plain_sql_found(figure: Figure) -> None:
    """Subject for subject: the number of findings is the figure."""
    judgement = _judged(figure.mapping, figure.rule, figure.tolerance, figure.as_of)
    (verdict,) = judgement.rules
    assert verdict.verdict in ("holds", "broken", "unknown"), verdict.reason
    findings = [
        f
        for f in judgement.findings
        if figure.which(f) and (figure.sample is None or _order(f) in _sample(figure.sample))
    ]
    assert not verdict.suspect
    assert len(findings) == _expected(figure)


def test_every_figure_of_these_data_is_reproduced_or_states_no_rule() -> None:
    """None is forgotten."""
    mine = {(DATASETS[f.mapping], f.check) for f in (*OLIST, *SAMPLE_5K, *SAMPLE_20K, *SMALL)}
    wanted = {
        (each["dataset"], each["check"])
        for each in _figures()
        if each["dataset"] in DATASETS.values() and each["check"] not in STATES_NO_RULE
    }
    assert mine == wanted


def test_chinook_breaks_nothing() -> None:
    """A clean control."""
    judgement = _judged("chinook", None, None, None)
    assert [v.rule for v in judgement.rules if v.verdict == "broken"] == []
    assert [v.rule for v in judgement.rules if v.verdict == "holds"] != []


@cache
def _judged(mapping: str, rule: str | None, tolerance: int | None, as_of: datetime | None) -> Judgement:
    """Audit real data by one rule; a tolerance of its own is put into the profile."""
    con = duckdb.connect()
    path = {"northwind": "small/northwind.sqlite", "chinook": "small/chinook.sqlite"}.get(mapping, "olist")
    history = open_source(con, shared_data(path), mapping=mapping, profile=None)
    profile: Profile = history.profile
    if tolerance is not None and rule is not None:
        profile = _with_tolerance(profile, rule, tolerance)
    only = (rule,) if rule else ()
    return judge(con, history.name, history.relations, profile, load_book(), only=only, as_of=as_of)


def _with_tolerance(profile: Profile, rule: str, tolerance: int) -> Profile:
    return replace(profile, tolerances={**profile.tolerances, rule: tolerance})


def _expected(figure: Figure) -> int:
    result = next(
        each["result"]
        for each in _figures()
        if (each["dataset"], each["check"]) == (DATASETS[figure.mapping], figure.check)
    )
    if "=" in result:
        return sum(int(part.partition("=")[2]) for part in result.split(", "))
    return int(result.split(" / ")[figure.part])


@cache
def _figures() -> list[dict[str, str]]:
    figures: list[dict[str, str]] = json.loads(shared_data("reference-figures.json").read_text(encoding="utf-8"))
    return figures


@cache
def _sample(name: str) -> frozenset[str]:
    with shared_data(f"olist/{name}").open(encoding="utf-8") as file:
        return frozenset(row["order_id"] for row in csv.DictReader(file))


def _order(finding: Finding) -> str:
    return str(finding.subject["order_id"])
