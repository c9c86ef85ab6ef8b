"""From a conviction to a finding: the offenders' columns, the sentence, what it costs, a lasting fingerprint."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from orderproof.audit.count import conditions, with_values
from orderproof.model.money import format_minor
from orderproof.model.verdict import Amount, Finding, JsonValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from orderproof.audit.compile import CompiledRule
    from orderproof.audit.count import Counts
    from orderproof.history.engine import Engine

SUSPECT_SUBJECTS, SUSPECT_PERCENT = 20, 90
"""A claim or choice that breaks on this share of this many subjects says more about the rule than about the orders."""
FAR = (datetime(1000, 1, 1), datetime(9000, 1, 1))  # noqa: DTZ001 - the judge's own epoch and never, UTC


def is_suspect(kind: str, counts: Counts) -> bool:
    """Tell whether a broken rule of this kind breaks on nearly everybody (never asked of laws)."""
    judged = counts.subjects
    return (
        kind in ("claim", "choice") and judged >= SUSPECT_SUBJECTS and 100 * counts.broken >= SUSPECT_PERCENT * judged
    )


def find(con: Engine, rule: CompiledRule, values: Mapping[str, str], tolerances: Mapping[str, int]) -> list[Finding]:
    """List every subject that a rule convicts, ordered by its columns: two runs over one history agree."""
    sql = conditions(rule, values, tolerances)
    selected = with_values(", ".join(rule.evidence.values()), values)
    order = ", ".join(str(place + 1) for place in range(len(rule.evidence)))
    cursor = con.execute(
        f"select {selected} {rule.origin} where ({sql['applies']}) and ({sql['breaks']}) order by {order}"
    )
    names = rule.evidence_names
    return [_finding(rule, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def group_suspects(rule: CompiledRule, findings: Sequence[Finding], counts: Counts) -> Finding:
    """Make one finding of a rule that convicts nearly everybody, asking whether it is rule, mapping or convention."""
    says = (
        f"{counts.broken} of {counts.subjects} subjects break {rule.rule.name}: rule, mapping or convention? "
        f"For example: {findings[0].says}"
    )
    return Finding(
        rule=rule.rule.name,
        subject={},
        evidence={"broken": counts.broken, "subjects": counts.subjects},
        says=says,
        severity=rule.rule.severity,
        handoff=rule.rule.handoff,
        at_risk=None,
        fingerprint=fingerprint(rule.rule.name, {}),
        suspect=True,
    )


def total_at_risk(findings: Sequence[Finding]) -> tuple[Amount, ...]:
    """Sum what the findings of one rule put at risk, per currency."""
    totals: dict[str, int] = {}
    for each in findings:
        if each.at_risk is not None:
            totals[each.at_risk.currency] = totals.get(each.at_risk.currency, 0) + each.at_risk.amount_minor
    return tuple(Amount(currency, totals[currency]) for currency in sorted(totals))


def most_at_risk(findings: Sequence[Finding]) -> tuple[Amount, ...]:
    """Sum over orders the greatest amount that any one finding puts at risk there: never a sum over rules."""
    worst: dict[tuple[str, str], int] = {}
    for each in findings:
        if each.at_risk is not None:
            row = {**each.evidence, **each.subject}
            owner = str(row.get("order_id") or each.fingerprint)
            key = each.at_risk.currency, owner
            worst[key] = max(worst.get(key, 0), each.at_risk.amount_minor)
    totals: dict[str, int] = {}
    for (currency, _), amount in worst.items():
        totals[currency] = totals.get(currency, 0) + amount
    return tuple(Amount(currency, totals[currency]) for currency in sorted(totals))


def fingerprint(rule: str, subject: Mapping[str, JsonValue]) -> str:
    """Name a finding by rule and subject alone: 16 hex digits, the same in every run that finds it again."""
    text = json.dumps([rule, dict(subject)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _finding(rule: CompiledRule, row: Mapping[str, object]) -> Finding:
    told = {name: _plain(value) for name, value in row.items()}
    subject = {name: told[name] for name in rule.subject}
    currency, amount = told.get("currency"), told.get("at_risk")
    at_risk = Amount(currency, amount) if isinstance(currency, str) and isinstance(amount, int) else None
    return Finding(
        rule=rule.rule.name,
        subject=subject,
        evidence={name: value for name, value in told.items() if name not in subject and name != "at_risk"},
        says=rule.rule.says.format_map({name: _Shown(value, currency) for name, value in row.items()}),
        severity=rule.rule.severity,
        handoff=rule.rule.handoff,
        at_risk=at_risk,
        fingerprint=fingerprint(rule.rule.name, subject),
    )


def _plain(value: object) -> JsonValue:
    """Bring a column into JSON: times as ISO 8601 UTC, the far past and `never` as null."""
    if isinstance(value, datetime):
        return None if value in FAR else f"{value.isoformat()}Z"
    if isinstance(value, timedelta):
        return _duration(value)
    if value is None or isinstance(value, (str, int, bool)):
        return value
    return str(value)


def _duration(width: timedelta) -> str:
    """Say a length of time as people do: `30 days`, `1 hour 30 minutes`, `250 ms`."""
    units = (("day", 86_400_000_000), ("hour", 3_600_000_000), ("minute", 60_000_000), ("second", 1_000_000))
    rest = width // timedelta(microseconds=1)
    parts = []
    for name, size in units:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    if rest or not parts:
        parts.append(f"{rest // 1000} ms")
    return " ".join(parts)


class _Shown:
    """One value in a sentence: `{x}` as it is, `{x:money}` with its currency, `{x:time}` to the second."""

    def __init__(self, value: object, currency: JsonValue) -> None:
        self.value, self.currency = value, currency

    def __format__(self, style: str) -> str:
        if self.value is None:
            return "an unknown amount" if style == "money" else "unknown"
        if style == "money" and isinstance(self.value, int) and isinstance(self.currency, str):
            return format_minor(self.value, self.currency)
        if isinstance(self.value, datetime):
            return "never" if self.value in FAR else f"{self.value:%Y-%m-%d %H:%M:%S} UTC"
        return _duration(self.value) if isinstance(self.value, timedelta) else str(self.value)
