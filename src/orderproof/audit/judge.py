"""One audit from rules and ledgers to a judgement, in the order in which it happens.

1. compile the rules and views        4. fold every needed view once
2. survey the ledgers                 5. count all rules
3. plan: what can be judged here      6. find the offenders, sort the orders, sum the money
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orderproof.audit import orders
from orderproof.audit.cache import compile_cached
from orderproof.audit.count import Counted, Counts, count, materialise
from orderproof.audit.findings import find, group_suspects, is_suspect, most_at_risk, total_at_risk
from orderproof.audit.plan import Observed, Plan, make_plan
from orderproof.audit.policy import make_relations, parameters, word_statuses
from orderproof.audit.prepare import prepare
from orderproof.audit.survey import Survey, survey
from orderproof.model.ledgers import LEDGERS
from orderproof.model.verdict import Finding, Judgement, RuleVerdict, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from orderproof.audit.compile import CompiledRule
    from orderproof.model.profile import Profile
    from orderproof.rulebook.book import Book
    from orderproof.rulebook.rule import Rule
    from orderproof.rulebook.sureness import Known


@dataclass(frozen=True, slots=True)
class Case:
    """A history that is ready to be judged: what was planned, prepared and folded."""

    plan: Plan
    survey: Survey
    values: Mapping[str, str]
    known: Known
    failed_views: Mapping[str, str] = field(default_factory=dict)


def open_case(
    con: duckdb.DuckDBPyConnection,
    relations: Mapping[str, str],
    profile: Profile,
    rules: Sequence[CompiledRule],
    *,
    as_of: datetime | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Case:
    """Survey, plan, prepare and fold; nothing is judged yet."""
    progress("surveying the ledgers", 0, 1)
    found = survey(con, word_statuses(con, relations, profile), profile, as_of)
    values = parameters(profile, found.as_of)
    filled = make_relations(con, profile, found)
    observed = Observed(found, profile, filled, frozenset(values))
    views = {view.view.name: view for rule in rules for view in rule.sources.values()}
    plan = make_plan(rules, views, observed)
    progress("preparing the ledgers", 0, 1)
    known = prepare(con, found, profile, plan.relations())
    failed = materialise(con, plan, known, values, progress)
    return Case(plan, found, values, known, failed)


def judge(  # noqa: PLR0913 - the interface of an audit
    con: duckdb.DuckDBPyConnection,
    source: str,
    relations: Mapping[str, str],
    profile: Profile,
    book: Book,
    *,
    only: Sequence[str] = (),
    as_of: datetime | None = None,
    mapped: bool = True,
    cache: Path | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Judgement:
    """Judge a history by all rules of a book that it can bear.

    `mapped` says that the ledgers came through somebody's mapping, so that a rule which convicts nearly everybody is
    suspect. `cache` is a private folder where compiled rules are kept between runs. RuleError, SourceError and
    ProfileError mean that nothing was judged.
    """
    chosen = book.chosen(only)
    progress("reading the rules", 0, 1)
    rules = compile_cached(book, chosen, cache)
    case = open_case(con, relations, profile, rules, as_of=as_of, progress=progress)
    judged = [rule for rule in case.plan.ready if not set(rule.columns) & set(case.failed_views)]
    progress("counting", 0, 1)
    counted = count(con, judged, case.values, profile.tolerances)
    orders.start(con)
    verdicts: list[RuleVerdict] = []
    findings: list[Finding] = []
    by_name = {rule.rule.name: rule for rule in case.plan.ready}
    for place, rule in enumerate(chosen):
        progress("collecting findings", place, len(chosen))
        verdict, own = _one(con, rule, by_name.get(rule.name), case, counted, profile, mapped=mapped)
        verdicts.append(verdict)
        findings.extend(own)
    terminal = profile.terminal.get("order", ())
    return Judgement(
        source=source,
        as_of=case.survey.as_of,
        rules=tuple(verdicts),
        findings=tuple(findings),
        orders=orders.count_orders(con, word_statuses(con, relations, profile), terminal),
        money_at_risk=most_at_risk(findings),
        notes=tuple(_notes(case.survey, profile)),
        failed=tuple(sorted({*counted.failed, *(r.rule.name for r in case.plan.ready if r not in judged)})),
        must_exercise_missed=_missed(profile, verdicts),
    )


def _one(  # noqa: PLR0913 - one rule in all that is known of it
    con: duckdb.DuckDBPyConnection,
    rule: Rule,
    compiled: CompiledRule | None,
    case: Case,
    counted: Counted,
    profile: Profile,
    *,
    mapped: bool,
) -> tuple[RuleVerdict, list[Finding]]:
    """Say the verdict of one rule and list its findings."""
    head = (rule.name, rule.pillar, rule.kind, rule.severity, rule.handoff)
    if compiled is None:
        return RuleVerdict(*head, Verdict.NOT_APPLICABLE, reason=case.plan.not_applicable[rule.name]), []
    fault = counted.failed.get(rule.name) or _view_fault(compiled, case)
    if fault:
        return RuleVerdict(*head, Verdict.UNKNOWN, reason=f"our own fault: {fault}"), []
    counts = counted.counts.get(("", rule.name), Counts())
    suspect = mapped and is_suspect(rule.kind, counts)
    if counts.broken or counts.unknown:
        orders.note(con, compiled, case.values, profile.tolerances, suspect=suspect)
    own = find(con, compiled, case.values, profile.tolerances) if counts.broken else []
    verdict = RuleVerdict(
        *head,
        counts.verdict,
        subjects=counts.subjects,
        broken=counts.broken,
        unknown=counts.unknown,
        suspect=suspect,
        reason=_reason(rule, counts, profile),
        at_risk=total_at_risk(own),
    )
    return verdict, [group_suspects(compiled, own, counts)] if suspect else own


def _reason(rule: Rule, counts: Counts, profile: Profile) -> str | None:
    """Say what a reader must know beside the verdict."""
    if counts.broken and rule.name in profile.deviations:
        return f"known deviation: {profile.deviations[rule.name]}"
    if counts.verdict is Verdict.UNKNOWN:
        return (
            f"{counts.unknown} of {counts.subjects} in doubt: some reading of the evidence breaks it, another does not"
        )
    if counts.verdict is Verdict.NOT_EXERCISED:
        return f"nobody to judge: {rule.applies}" if rule.applies else "nobody to judge"
    return None


def _view_fault(compiled: CompiledRule, case: Case) -> str | None:
    return next((f"{view}: {case.failed_views[view]}" for view in compiled.columns if view in case.failed_views), None)


def _notes(found: Survey, profile: Profile) -> list[str]:
    """Name every ledger of facts that only the system itself tells of, and what the profile says of itself."""
    notes = [f"{profile.name}: {profile.about}"] if profile.about else []
    for name, witnesses in found.witnesses.items():
        own = sorted(kind or "all" for kind, pattern in witnesses.items() if pattern == "system")
        if own and LEDGERS[name].nature == "fact":
            notes.append(f"{name} ({', '.join(own)}): no independent witness, the system's own word is taken as fact")
    return notes


def _missed(profile: Profile, verdicts: Sequence[RuleVerdict]) -> tuple[str, ...]:
    idle = {v.rule for v in verdicts if v.verdict in (Verdict.NOT_APPLICABLE, Verdict.NOT_EXERCISED)}
    known = {v.rule for v in verdicts}
    return tuple(name for name in profile.must_exercise if name in idle or name not in known)
