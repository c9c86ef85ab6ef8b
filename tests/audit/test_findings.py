"""Findings: what their money comes to, and what their fingerprints are made of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from orderproof.audit.count import Counts
from orderproof.audit.findings import _duration, fingerprint, is_suspect, most_at_risk, total_at_risk
from orderproof.model.verdict import Amount, Finding


def _finding(rule: str, order: str, amount: int, currency: str = "EUR") -> Finding:
    return Finding(rule, {"order_id": order}, {}, "", "S1", "order>payment", Amount(currency, amount), order + rule)


def test_a_rules_own_money_is_a_sum_over_its_findings_by_currency() -> None:
    """Currencies are never added."""
    findings = [_finding("a", "1", 5), _finding("a", "2", 7), _finding("a", "3", 9, "BRL")]
    assert total_at_risk(findings) == (Amount("BRL", 9), Amount("EUR", 12))


def test_an_order_is_at_risk_with_its_worst_finding_only() -> None:
    """The same cent, accused by two rules, is one cent."""
    findings = [_finding("a", "1", 5), _finding("b", "1", 7), _finding("b", "2", 1)]
    assert most_at_risk(findings) == (Amount("EUR", 8),)


def test_a_fingerprint_is_made_of_rule_and_subject_alone() -> None:
    """In any order of the subject's columns."""
    assert fingerprint("a", {"x": 1, "y": "z"}) == fingerprint("a", {"y": "z", "x": 1})
    assert len({fingerprint("a", {"x": 1}), fingerprint("b", {"x": 1}), fingerprint("a", {"x": 2})}) == 3


@pytest.mark.parametrize(
    ("kind", "subjects", "broken", "expected"),
    [
        ("claim", 20, 18, True),
        ("choice", 20, 18, True),
        ("claim", 20, 17, False),
        ("claim", 19, 19, False),
        ("law", 20, 20, False),
        ("promise", 20, 20, False),
    ],
)
def test_nine_in_ten_of_at_least_twenty_is_suspect(kind: str, subjects: int, broken: int, *, expected: bool) -> None:
    """Claims and choices only."""
    assert is_suspect(kind, Counts(subjects, subjects, broken, 0)) is expected


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (timedelta(days=30), "30 days"),
        (timedelta(hours=25, minutes=1), "1 day 1 hour 1 minute"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(milliseconds=250), "250 ms"),
        (timedelta(0), "0 ms"),
    ],
)
def test_a_length_of_time_is_said_as_people_do(width: timedelta, said: str) -> None:
    """Not as a clock would show it."""
    assert _duration(width) == said
