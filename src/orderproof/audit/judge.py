"""One audit from rules and ledgers to a judgement, in the order in which it happens.

1. compile the rules and views        4. fold every needed view once
2. survey the ledgers                 5. count all rules over it, find the offenders
3. plan: what can be judged here      6. sort the orders, sum the money
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from orderproof.audit import orders
from orderproof.audit.cache import compile_cached, keep_spelt_out
from orderproof.audit.count import Counts, count, fold, groups_of, materialise
from orderproof.audit.findings import find, group_suspects, is_suspect, most_at_risk, total_at_risk
from orderproof.audit.plan import Observed, Plan, make_plan
from orderproof.audit.policy import make_relations, parameters, word_statuses
from orderproof.audit.prepare import fact_condition, prepare
from orderproof.audit.survey import Survey, survey
from orderproof.model.ledgers import LEDGERS
from orderproof.model.verdict import Finding, Judgement, RuleVerdict, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from orderproof.audit.compile import CompiledRule
    from orderproof.history.engine import Engine
    from orderproof.model.profile import Profile
    from orderproof.rulebook.book import Book
    from orderproof.rulebook.rule import Rule
    from orderproof.rulebook.sureness import Known

OWN_FAULT = "our own fault"


@dataclass(frozen=True, slots=True)
class Case:
    """A history that is ready to be judged: what was planned, prepared and folded."""

    plan: Plan
    survey: Survey
    values: Mapping[str, str]
    known: Known
    failed_views: Mapping[str, str] = field(default_factory=dict)


def open_case(
    con: Engine,
    relations: Mapping[str, str],
    profile: Profile,
    rules: Sequence[CompiledRule],
    *,
    as_of: datetime | None = None,
) -> Case:
    """Survey, plan, prepare and fold every view; nothing is judged yet."""
    case = plan_case(con, relations, profile, rules, as_of=as_of)
    return replace(case, failed_views=materialise(con, case.plan, case.known, case.values))


def plan_case(
    con: Engine,
    relations: Mapping[str, str],
    profile: Profile,
    rules: Sequence[CompiledRule],
    *,
    as_of: datetime | None = None,
) -> Case:
    """Survey, plan and prepare; nothing is folded yet."""
    found = survey(con, word_statuses(con, relations, profile), profile, as_of)
    values = parameters(profile, found.as_of)
    filled = make_relations(con, profile, found)
    observed = Observed(found, profile, filled, frozenset(values))
    views = {view.view.name: view for rule in rules for view in rule.sources.values()}
    plan = make_plan(rules, views, observed)
    known = prepare(con, found, profile, plan.relations())
    return Case(plan, found, values, known)


def judge(  # noqa: PLR0913 - the interface of an audit
    con: Engine,
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
    progress("preparing the ledgers", 0, 1)
    case = plan_case(con, relations, profile, rules, as_of=as_of)
    orders.start(con)
    answers = {
        name: (silent(book.rules[name], reason), list[Finding]()) for name, reason in case.plan.not_applicable.items()
    }
    answers |= _judge_ready(con, case, profile, progress, mapped=mapped)
    keep_spelt_out(cache)
    verdicts = tuple(answers[rule.name][0] for rule in chosen)
    findings = tuple(finding for rule in chosen for finding in answers[rule.name][1])
    terminal = profile.terminal.get("order", ())
    return Judgement(
        source=source,
        as_of=case.survey.as_of,
        rules=verdicts,
        findings=findings,
        orders=orders.count_orders(con, word_statuses(con, relations, profile), terminal, told_as_fact(case.survey)),
        money_at_risk=most_at_risk(findings),
        notes=tuple(notes_of(case.survey, profile)),
        failed=tuple(sorted(each.rule for each in verdicts if (each.reason or "").startswith(OWN_FAULT))),
        must_exercise_missed=missed(profile, verdicts),
    )


def told_as_fact(survey: Survey) -> str:
    """Say in SQL which rows of `orders` are their witness's: what a marketplace exports are copies."""
    found = survey.ledgers.get("orders")
    return fact_condition(found, survey) if found else "true"


def _judge_ready(
    con: Engine,
    case: Case,
    profile: Profile,
    progress: Callable[[str, int, int], None],
    *,
    mapped: bool,
) -> dict[str, tuple[RuleVerdict, list[Finding]]]:
    """Judge group by group: a view is folded when a group first reads it, and dropped after the last that does."""
    groups = groups_of(case.plan.ready)
    waiting = Counter(view for group in groups for view in group[0].columns)
    faults: dict[str, str | None] = {}
    answers: dict[str, tuple[RuleVerdict, list[Finding]]] = {}
    for place, group in enumerate(groups):
        progress("judging", place, len(groups))
        views = tuple(group[0].columns)
        for name in views:
            if name not in faults:
                faults[name] = fold(con, case.plan, name, case.known, case.values)
        fault = next((f"{name}: {faults[name]}" for name in views if faults[name]), None)
        counted = count(con, [] if fault else group, case.values, profile.tolerances)
        for rule in group:
            own_fault = fault or counted.failed.get(rule.rule.name)
            counts = counted.counts.get(("", rule.rule.name), Counts())
            answers[rule.rule.name] = (
                (silent(rule.rule, f"{OWN_FAULT}: {own_fault}", Verdict.UNKNOWN), [])
                if own_fault
                else _one(con, rule, case, counts, profile, mapped=mapped)
            )
        waiting.subtract(views)
        for name in views:
            if not waiting[name]:
                con.execute(f"drop table if exists {name}")
    return answers


def silent(rule: Rule, reason: str, verdict: Verdict = Verdict.NOT_APPLICABLE) -> RuleVerdict:
    """Say why a rule was not judged at all."""
    return RuleVerdict(rule.name, rule.pillar, rule.kind, rule.severity, rule.handoff, verdict, reason=reason)


def _one(
    con: Engine,
    compiled: CompiledRule,
    case: Case,
    counts: Counts,
    profile: Profile,
    *,
    mapped: bool,
) -> tuple[RuleVerdict, list[Finding]]:
    """Say the verdict of one rule and list its findings."""
    rule = compiled.rule
    suspect = mapped and is_suspect(rule.kind, counts)
    if counts.broken or counts.unknown:
        orders.note(con, compiled, case.values, profile.tolerances, counts, suspect=suspect)
    own = find(con, compiled, case.values, profile.tolerances) if counts.broken else []
    verdict = RuleVerdict(
        rule.name,
        rule.pillar,
        rule.kind,
        rule.severity,
        rule.handoff,
        counts.verdict,
        subjects=counts.subjects,
        broken=counts.broken,
        unknown=counts.unknown,
        suspect=suspect,
        reason=reason_of(rule, counts, profile),
        at_risk=total_at_risk(own),
    )
    return verdict, [group_suspects(compiled, own, counts)] if suspect else own


def reason_of(rule: Rule, counts: Counts, profile: Profile) -> str | None:
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


def notes_of(found: Survey, profile: Profile) -> list[str]:
    """Name every ledger of facts that only the system itself tells of, and what the profile says of itself."""
    notes = [f"{profile.name}: {profile.about}"] if profile.about else []
    for name, witnesses in found.witnesses.items():
        own = sorted(kind or "all" for kind, pattern in witnesses.items() if pattern == "system")
        if own and LEDGERS[name].nature == "fact":
            notes.append(f"{name} ({', '.join(own)}): no independent witness, the system's own word is taken as fact")
    return notes


def missed(profile: Profile, verdicts: Sequence[RuleVerdict]) -> tuple[str, ...]:
    """Name the rules that the profile says must be exercised and were not."""
    idle = {v.rule for v in verdicts if v.verdict in (Verdict.NOT_APPLICABLE, Verdict.NOT_EXERCISED)}
    known = {v.rule for v in verdicts}
    return tuple(name for name in profile.must_exercise if name in idle or name not in known)
