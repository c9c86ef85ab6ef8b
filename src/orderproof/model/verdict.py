"""What is said in the end: a verdict per rule, a finding per broken promise, and what it puts at risk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

JsonValue = str | int | bool | None
"""What a subject or an evidence column may hold in an answer: times are ISO 8601 text, money is minor units."""


class Verdict(StrEnum):
    """The five answers. Only `holds` is a pass; in doubt is `unknown`, never `holds`."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_EXERCISED = "not exercised"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Amount:
    """Money: integer minor units of an ISO 4217 currency."""

    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a known finding is accepted, and the last day on which it is."""

    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """The answer of one rule over a whole history; `at_risk` sums its findings per currency.

    `accepted` counts the broken subjects that a baseline accepts: they stay broken.
    """

    rule: str
    pillar: str
    kind: str
    severity: str
    handoff: str
    verdict: Verdict
    subjects: int = 0
    broken: int = 0
    unknown: int = 0
    suspect: bool = False
    reason: str | None = None
    at_risk: tuple[Amount, ...] = ()
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken promise: whose, in words, with the figures that convict, and what it cost.

    `fingerprint` is 16 hex digits of rule and subject: stable between runs over the same history.
    """

    rule: str
    subject: Mapping[str, JsonValue]
    evidence: Mapping[str, JsonValue]
    says: str
    severity: str
    handoff: str
    at_risk: Amount | None
    fingerprint: str
    suspect: bool = False
    accepted: Acceptance | None = None


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """Orders by how they ended: perfect ones are terminal, have no S1-S3 finding and every promise judged."""

    perfect: int
    imperfect: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything an audit says. `money_at_risk` is the maximum over findings per order, summed over orders."""

    source: str
    as_of: datetime
    rules: tuple[RuleVerdict, ...]
    findings: tuple[Finding, ...]
    orders: OrderCounts
    money_at_risk: tuple[Amount, ...] = ()
    notes: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    must_exercise_missed: tuple[str, ...] = ()
