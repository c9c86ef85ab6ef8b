"""What a judgement comes to for a reader: the grid, where orders stopped, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orderproof.model.iso4217 import EXPONENTS
from orderproof.model.verdict import Finding, Judgement, RuleVerdict, Verdict
from orderproof.model.words import HANDOFFS, PILLARS, RULE_KINDS, SEVERITIES
from orderproof.report.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from orderproof.model.verdict import Amount

GRID_PILLARS = tuple(each for each in PILLARS if each != "evidence")
GRID_KINDS = tuple(each for each in RULE_KINDS if each != "evidence")
FINEST = max(EXPONENTS.values())
HARMFUL = ("S1", "S2", "S3")
"""Severities that make an order imperfect; S4 is about the recording."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many rules of one pillar and kind came out how, in the order of `Verdict`."""

    pillar: str
    kind: str
    counts: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class Stop:
    """A handoff with the orders that stopped there (counted once, at their first) and all findings at it."""

    handoff: str
    orders: int
    findings: int


@dataclass(frozen=True, slots=True)
class Told:
    """A finding worth telling, and why: `first`, `worst`, `last`, or several of these."""

    roles: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Group:
    """A broken rule with the findings worth telling; `statement` is empty where the rulebook is not at hand."""

    rule: RuleVerdict
    statement: str
    told: tuple[Told, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything the page and the terminal show, in the order they show it."""

    judgement: Judgement
    totals: Mapping[Verdict, int]
    grid: tuple[tuple[Cell, ...], ...]
    evidence: Cell
    stops: tuple[Stop, ...]
    groups: tuple[Group, ...]
    suspects: tuple[Group, ...]
    in_doubt: tuple[RuleVerdict, ...]
    not_exercised: tuple[RuleVerdict, ...]
    not_applicable: tuple[RuleVerdict, ...]


def digest(judgement: Judgement, statements: Mapping[str, str]) -> Digest:
    """Fold a judgement for a reader; `statements` gives a rule's sentence by its name."""
    rules = in_order(judgement.rules)
    groups = _groups(rules, judgement.findings, statements)
    return Digest(
        judgement=judgement,
        totals=_count(rules),
        grid=tuple(tuple(_cell(pillar, kind, rules) for kind in GRID_KINDS) for pillar in GRID_PILLARS),
        evidence=_cell("evidence", "evidence", rules),
        stops=_stops(judgement.findings),
        groups=tuple(each for each in groups if not each.rule.suspect),
        suspects=tuple(each for each in groups if each.rule.suspect),
        in_doubt=tuple(each for each in rules if each.verdict is Verdict.UNKNOWN),
        not_exercised=tuple(each for each in rules if each.verdict is Verdict.NOT_EXERCISED),
        not_applicable=tuple(each for each in rules if each.verdict is Verdict.NOT_APPLICABLE),
    )


def in_order(rules: Iterable[RuleVerdict]) -> tuple[RuleVerdict, ...]:
    """Sort rules as the rulebook stands: by pillar, kind and name."""
    return tuple(sorted(rules, key=lambda each: (_rank(PILLARS, each.pillar), _rank(RULE_KINDS, each.kind), each.rule)))


def findings_in_order(judgement: Judgement) -> tuple[Finding, ...]:
    """Sort findings by rule as `in_order`, then by subject: the same history gives the same file, byte for byte."""
    rank = {each.rule: position for position, each in enumerate(in_order(judgement.rules))}
    return tuple(sorted(judgement.findings, key=lambda each: (rank.get(each.rule, len(rank)), each.rule, _by(each))))


def worth_telling(findings: Sequence[Finding]) -> tuple[Told, ...]:
    """Pick the first, the worst (most money) and the last of one rule's findings, each once."""
    if not findings:
        return ()
    roles: dict[int, list[str]] = {}
    worst = max(range(len(findings)), key=lambda position: (_size(findings[position].at_risk), -position))
    for role, position in (("first", 0), ("worst", worst), ("last", len(findings) - 1)):
        if role != "worst" or findings[worst].at_risk is not None:
            roles.setdefault(position, []).append(role)
    if len(findings) == 1:
        return (Told("only", findings[0]),)
    return tuple(Told(" and ".join(names), findings[position]) for position, names in sorted(roles.items()))


def findings_worth_telling(judgement: Judgement) -> tuple[Finding, ...]:
    """Pick the findings whose evidence is kept: first, worst and last of every rule."""
    return tuple(
        told.finding for found in _by_rule(findings_in_order(judgement)).values() for told in worth_telling(found)
    )


def _groups(
    rules: Sequence[RuleVerdict], findings: Iterable[Finding], statements: Mapping[str, str]
) -> tuple[Group, ...]:
    by_rule = _by_rule(sorted(findings, key=_by))
    groups = (
        Group(
            rule=each,
            statement=one_line(statements.get(each.rule, "")),
            told=worth_telling(by_rule.get(each.rule, ())),
            kept=len(by_rule.get(each.rule, ())),
        )
        for each in rules
        if each.verdict is Verdict.BROKEN
    )
    return tuple(sorted(groups, key=_worst_first))


def _worst_first(group: Group) -> tuple[int, int, int, str]:
    rule = group.rule
    money = max((_size(each) for each in rule.at_risk), default=0)
    return (_rank(SEVERITIES, rule.severity), -money, -rule.broken, rule.rule)


def _stops(findings: Iterable[Finding]) -> tuple[Stop, ...]:
    """Count every order at the first handoff where it broke; suspect and S4 findings stop no order."""
    orders: dict[object, int] = {}
    told = [0] * (len(HANDOFFS) + 1)
    for each in findings:
        if each.suspect or each.severity not in HARMFUL:
            continue
        rank = _rank(HANDOFFS, each.handoff)
        told[rank] += 1
        order = each.subject.get("order_id", each.evidence.get("order_id"))
        if order is not None:
            orders[order] = min(rank, orders.get(order, rank))
    stopped = list(orders.values())
    return tuple(Stop(name, stopped.count(rank), told[rank]) for rank, name in enumerate(HANDOFFS) if told[rank])


def _by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    by_rule: dict[str, list[Finding]] = {}
    for each in findings:
        by_rule.setdefault(each.rule, []).append(each)
    return by_rule


def _by(finding: Finding) -> tuple[tuple[tuple[str, int, str], ...], str]:
    """Order subjects by their values, whole numbers as numbers; the fingerprint settles what is left."""
    return tuple(_sortable(each) for each in finding.subject.values()), finding.fingerprint


def _sortable(value: object) -> tuple[str, int, str]:
    whole = value if isinstance(value, int) else 0
    return type(value).__name__, whole, str(value)


def _place(rule: RuleVerdict) -> tuple[str, str]:
    if "evidence" in {rule.pillar, rule.kind}:
        return "evidence", "evidence"
    return rule.pillar, rule.kind


def _cell(pillar: str, kind: str, rules: Iterable[RuleVerdict]) -> Cell:
    return Cell(pillar, kind, _count(each for each in rules if _place(each) == (pillar, kind)))


def _count(rules: Iterable[RuleVerdict]) -> dict[Verdict, int]:
    counts = dict.fromkeys(Verdict, 0)
    for each in rules:
        counts[each.verdict] += 1
    return counts


def _rank(order: Sequence[str], word: str) -> int:
    return order.index(word) if word in order else len(order)


def _size(amount: Amount | None) -> int:
    """Scale to ten-thousandths of the major unit, only to order findings: currencies are not converted."""
    return 0 if amount is None else amount.amount_minor * 10 ** (FINEST - EXPONENTS.get(amount.currency, 0))
