"""Asking rules about rows: views folded as groups of rules need them, counts, findings, and the orders concerned."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from orderproof.audit import orders
from orderproof.audit.changes import NOBODY
from orderproof.audit.count import Counts, conditions, count, fold, groups_of
from orderproof.audit.findings import find
from orderproof.audit.policy import parameters
from orderproof.audit.prepare import prepare
from orderproof.audit.remember import MARKED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from orderproof.audit.compile import CompiledRule
    from orderproof.audit.plan import Plan
    from orderproof.audit.survey import Survey
    from orderproof.model.profile import Profile
    from orderproof.model.verdict import Finding


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule says of some rows: counts and findings, or our own fault."""

    counts: Counts = field(default_factory=Counts)
    findings: tuple[Finding, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """Where rules are asked: the database, the whole survey, what can be judged, and by which profile."""

    con: duckdb.DuckDBPyConnection
    found: Survey
    plan: Plan
    profile: Profile

    def ask(self, rules: Sequence[CompiledRule], rows: Survey, keys: Mapping[str, str]) -> dict[str, Answer]:
        """Ask rules about the rows of a survey and mark the orders that they convict or doubt (`keys`: by column)."""
        if not rules:
            return {}
        con, values = self.con, parameters(self.profile, rows.as_of)
        used: dict[str, set[str]] = {}
        for rule in rules:
            for name, columns in rule.columns.items():
                used.setdefault(name, set()).update(columns)
        plan = replace(
            self.plan,
            ready=tuple(rules),
            views={name: self.plan.views[name] for name in used},
            columns={name: frozenset(columns) for name, columns in used.items()},
        )
        known = prepare(con, rows, self.profile, plan.relations())
        groups = groups_of(rules)
        waiting = Counter(name for group in groups for name in group[0].columns)
        faults: dict[str, str | None] = {}
        answers: dict[str, Answer] = {}
        for group in groups:
            for name in group[0].columns:
                if name not in faults:
                    faults[name] = fold(con, plan, name, known, values)
            fault = next((f"{name}: {faults[name]}" for name in group[0].columns if faults[name]), None)
            counted = count(con, [] if fault else group, values, self.profile.tolerances)
            for rule in group:
                own = fault or counted.failed.get(rule.rule.name)
                counts = counted.counts.get(("", rule.rule.name), Counts())
                answers[rule.rule.name] = Answer(fault=own) if own else self._hear(rule, counts, values, keys)
            waiting.subtract(tuple(group[0].columns))
            for name in group[0].columns:
                if not waiting[name]:
                    con.execute(f"drop table if exists {name}")
        return answers

    def _hear(self, rule: CompiledRule, counts: Counts, values: Mapping[str, str], keys: Mapping[str, str]) -> Answer:
        name, tolerances = rule.rule.name, self.profile.tolerances
        graded = rule.rule.severity in orders.GRAVE and "order_id" in rule.evidence_names
        if graded and (counts.broken or counts.unknown):
            sql = conditions(rule, values, tolerances)
            order = rule.evidence["order_id"]
            column = keys.get(name)
            key = f"coalesce(cast({rule.root_alias}.{column} as varchar), {NOBODY})" if column else "null"
            broken = f"coalesce(({sql['applies']}) and ({sql['breaks']}), false)"
            perhaps = f"(coalesce({sql['may_apply']}, true) and coalesce({sql['may_break']}, true))"
            self.con.execute(
                f"insert into {MARKED} select * from (select '{name}', {key}, {order}, {broken} as b, {perhaps} as p "
                f"{rule.origin}) where b or p"
            )
        found = find(self.con, rule, values, tolerances) if counts.broken else []
        return Answer(counts, tuple(found))
