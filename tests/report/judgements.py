"""Judgements built by hand, with text in them that a careless report would take for markup."""

from __future__ import annotations

from datetime import datetime

from orderproof.model.verdict import Amount, Finding, Judgement, OrderCounts, RuleVerdict, Verdict

AS_OF = datetime(2024, 1, 31, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so
REFUND = "money/refund-exceeds-capture"
STATEMENT = "Nobody is refunded more than was taken from them."
NASTY = "C <b>|*x*_[y](z) `q` @ops #1 $a$ https://evil.example \x1b[31m\u202e"


def verdict(rule: str, outcome: Verdict, *, kind: str = "law", severity: str = "S1", **rest: object) -> RuleVerdict:
    """Say a rule's verdict; what is not given is as plain as can be."""
    pillar = rule.partition("/")[0]
    figures: dict[str, object] = {"handoff": "order>payment", **rest}
    return RuleVerdict(rule, pillar, kind, severity, verdict=outcome, **figures)  # type: ignore[arg-type]


def finding(order: str, minor: int | None, fingerprint: str, rule: str = REFUND, **rest: object) -> Finding:
    """Say that an order broke a rule and what it cost in euro cents."""
    parts: dict[str, object] = {
        "subject": {"order_id": order, "currency": "EUR"},
        "evidence": {"refunded_min": 1001, "captured_max": 1000, "refunded_at_min": "2024-01-02T10:00:00Z"},
        "says": f"Order {order}: 10.01 EUR refunded, at most 10.00 EUR captured.",
        "severity": "S1",
        "handoff": "order>payment",
        "at_risk": None if minor is None else Amount("EUR", minor),
        **rest,
    }
    return Finding(rule, fingerprint=fingerprint, **parts)  # type: ignore[arg-type]


FINDINGS = (
    finding("A", 1, "aa00000000000001"),
    finding("B", 1200, "aa00000000000002"),
    finding("BB", 2, "ab00000000000003"),
    finding(NASTY, 33, "ac00000000000004"),
    finding("B", None, "ba00000000000005", "journey/shipped-once", severity="S2", handoff="warehouse>carrier"),
    finding("D", None, "ca00000000000006", "evidence/twice", severity="S4", handoff="order>books"),
    finding("x", None, "da00000000000007", "money/price-in-force", suspect=True, subject={}, severity="S1"),
)

JUDGEMENT = Judgement(
    source="shop|*x*",
    as_of=AS_OF,
    rules=(
        verdict(REFUND, Verdict.BROKEN, subjects=100, broken=4, unknown=2, at_risk=(Amount("EUR", 1236),)),
        verdict("stock/never-negative", Verdict.HOLDS, subjects=10),
        verdict("story/told-once", Verdict.NOT_APPLICABLE, kind="claim", reason="no ledger *notices*"),
        verdict("journey/terminal", Verdict.NOT_EXERCISED, kind="promise", reason="nobody to judge"),
        verdict("journey/stuck", Verdict.UNKNOWN, kind="promise", subjects=3, unknown=3),
        verdict(
            "journey/shipped-once", Verdict.BROKEN, severity="S2", handoff="warehouse>carrier", subjects=9, broken=1
        ),
        verdict("money/price-in-force", Verdict.BROKEN, kind="choice", suspect=True, subjects=20, broken=20),
        verdict("evidence/twice", Verdict.BROKEN, kind="evidence", severity="S4", subjects=3, broken=1),
    ),
    findings=FINDINGS,
    orders=OrderCounts(90, 4, 2),
    money_at_risk=(Amount("EUR", 1236), Amount("JPY", 5)),
    notes=("payments: the system's own word is taken as <fact>",),
    failed=("stock/crashed",),
    must_exercise_missed=("story/told-once",),
)
EMPTY = Judgement("nothing", AS_OF, (), (), OrderCounts(0, 0, 0))
