"""Counting verdicts: each view folded once into a table, and all rules over one origin counted in one query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
from sqlglot import exp

from orderproof.history.engine import FAULTS
from orderproof.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from orderproof.audit.compile import CompiledRule
    from orderproof.audit.plan import Plan
    from orderproof.history.engine import Engine
    from orderproof.rulebook.sureness import Known

PARAMETER = re.compile(r"\$(\w+)")
RULES_A_QUERY = 60
"""More filters than this in one query cost more to plan than they save."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What one rule saw: subjects perhaps and surely exercised, surely broken, and only possibly broken."""

    subjects: int = 0
    certain: int = 0
    broken: int = 0
    unknown: int = 0

    @property
    def verdict(self) -> Verdict:
        """Worst wins; a rule that surely saw nobody has not passed."""
        if self.broken:
            return Verdict.BROKEN
        if self.unknown:
            return Verdict.UNKNOWN
        return Verdict.HOLDS if self.certain else Verdict.NOT_EXERCISED


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts per group and rule (one group named '' unless grouped), and what failed by our own fault."""

    counts: Mapping[tuple[str, str], Counts]
    failed: Mapping[str, str]


def materialise(con: Engine, plan: Plan, known: Known, values: Mapping[str, str]) -> dict[str, str]:
    """Fold every view of the plan into a temp table of its own; tell which failed, and why."""
    faults = {name: fold(con, plan, name, known, values) for name in plan.views}
    return {name: fault for name, fault in faults.items() if fault is not None}


def fold(con: Engine, plan: Plan, name: str, known: Known, values: Mapping[str, str]) -> str | None:
    """Fold one view into a temp table of the columns in use; say why where it fails."""
    try:
        con.execute(f"create or replace temp table {name} as {view_sql(plan, name, known, values)}")
    except duckdb.OutOfMemoryException:
        raise
    except FAULTS as fault:
        return str(fault).splitlines()[0]
    return None


def view_sql(plan: Plan, name: str, known: Known, values: Mapping[str, str]) -> str:
    """Write one view of a plan with its parameters filled in."""
    return with_values(plan.views[name].sql(known, plan.columns[name]), values)


def with_values(sql: str, values: Mapping[str, str]) -> str:
    """Put literals in place of `$parameters` in SQL that we wrote ourselves; an unknown one stays."""
    return PARAMETER.sub(lambda found: values.get(found[1], found[0]), sql)


def count(
    con: Engine,
    rules: Sequence[CompiledRule],
    values: Mapping[str, str],
    tolerances: Mapping[str, int],
    *,
    by_prefix: bool = False,
    fused: bool = True,
) -> Counted:
    """Count all rules. `by_prefix` groups by what stands before the first `/` of the first subject column.

    A fused query that fails is run again rule by rule; a rule that still fails is reported, never silent.
    """
    counts: dict[tuple[str, str], Counts] = {}
    failed: dict[str, str] = {}
    for group in groups_of(rules) if fused else [[rule] for rule in rules]:
        try:
            counts |= _count_group(con, group, values, tolerances, by_prefix=by_prefix)
        except FAULTS as fault:
            if len(group) == 1:
                failed[group[0].rule.name] = str(fault).splitlines()[0]
                continue
            alone = count(con, group, values, tolerances, by_prefix=by_prefix, fused=False)
            counts |= alone.counts
            failed |= alone.failed
    return Counted(counts, failed)


def inlined_sql(plan: Plan, rule: CompiledRule, known: Known, values: Mapping[str, str], counting: str) -> str:
    """Put the whole views that one rule reads in front of its counting query: what a user's own SQL would be."""
    views = [
        f"{name} as ({with_values(plan.views[name].sql(known, plan.views[name].columns), values)})"
        for name in rule.columns
    ]
    return f"with {', '.join(views)} {counting}"


def conditions(rule: CompiledRule, values: Mapping[str, str], tolerances: Mapping[str, int]) -> dict[str, str]:
    """Write a rule's conditions as SQL with all parameters filled in."""
    own = {**values, "tolerance": str(tolerance_of(rule, tolerances))}
    parts = {"applies": rule.applies, "may_apply": rule.may_apply, "breaks": rule.breaks, "may_break": rule.may_break}
    return {name: with_values(part, own) for name, part in parts.items()}


def tolerance_of(rule: CompiledRule, tolerances: Mapping[str, int]) -> int:
    """Take the profile's tolerance for a rule, else the rule's own, else none."""
    return tolerances.get(rule.rule.name, rule.rule.tolerance or 0)


def counting_sql(
    group: Sequence[CompiledRule], values: Mapping[str, str], tolerances: Mapping[str, int], *, by_prefix: bool
) -> str:
    """Write the query that counts a group of rules with one origin in one scan."""
    key = exp.column(group[0].subject[0], table=group[0].root_alias).sql("duckdb")
    prefix = f"split_part(cast({key} as varchar), '/', 1)" if by_prefix else "''"
    columns = [prefix]
    for rule in group:
        sql = conditions(rule, values, tolerances)
        broken = f"({sql['applies']}) and ({sql['breaks']})"
        perhaps = f"coalesce({sql['may_apply']}, true) and coalesce({sql['may_break']}, true)"
        columns += [
            f"count(*) filter (where coalesce({sql['may_apply']}, true))",
            f"count(*) filter (where {sql['applies']})",
            f"count(*) filter (where {broken})",
            f"count(*) filter (where {perhaps} and not coalesce({broken}, false))",
        ]
    tail = " group by 1" if by_prefix else ""
    return f"select {', '.join(columns)} {group[0].origin}{tail}"


def _count_group(
    con: Engine,
    group: Sequence[CompiledRule],
    values: Mapping[str, str],
    tolerances: Mapping[str, int],
    *,
    by_prefix: bool,
) -> dict[tuple[str, str], Counts]:
    found: dict[tuple[str, str], Counts] = {}
    for row in con.execute(counting_sql(group, values, tolerances, by_prefix=by_prefix)).fetchall():
        for place, rule in enumerate(group):
            found[row[0], rule.rule.name] = Counts(*row[1 + 4 * place : 5 + 4 * place])
    return found


def groups_of(rules: Iterable[CompiledRule]) -> list[list[CompiledRule]]:
    """Part rules by the text of their FROM and JOINs: each group is counted in one query."""
    by_origin: dict[str, list[CompiledRule]] = {}
    for rule in rules:
        by_origin.setdefault(rule.origin, []).append(rule)
    return [
        group[at : at + RULES_A_QUERY] for group in by_origin.values() for at in range(0, len(group), RULES_A_QUERY)
    ]
