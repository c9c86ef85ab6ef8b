"""An audit that looks at what changed since an earlier one, and says what a full audit would say.

1. Rows are compared with those of then; whatever else changed calls for a full audit, and is said.
2. A rule that is local (one order, one SKU at a time) is asked about the touched subjects twice: with the rows of then,
   as of then, and with the rows of now. Its counts are those of then, less the first, plus the second.
3. Time passing touches every subject that was heard of lately, and every finding of a rule that looks at the clock.
4. All other rules are asked in full.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from orderproof.audit import orders
from orderproof.audit.asking import Answer, Bench
from orderproof.audit.cache import compile_cached, keep_spelt_out
from orderproof.audit.changes import (
    NOBODY,
    add_keys,
    changed_ledgers,
    find_new_rows,
    is_whole,
    longest_wait,
    slices,
    touch,
    what_else_changed,
)
from orderproof.audit.count import Counts, tolerance_of
from orderproof.audit.findings import group_suspects, is_suspect, most_at_risk, total_at_risk
from orderproof.audit.judge import OWN_FAULT, missed, notes_of, reason_of, silent, told_as_fact
from orderproof.audit.local import Locality, locality
from orderproof.audit.plan import Observed, make_plan
from orderproof.audit.policy import make_relations, parameters, word_statuses
from orderproof.audit.remember import MARKED, MARKS, Memory, hash_rows, identity_of
from orderproof.audit.survey import survey
from orderproof.model.verdict import Judgement, RuleVerdict, Verdict
from orderproof.rulebook.relations import RECORDED, ledger_of
from orderproof.rulebook.sureness import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from orderproof.audit.compile import CompiledRule
    from orderproof.audit.plan import Plan
    from orderproof.audit.survey import Survey
    from orderproof.model.profile import Profile
    from orderproof.model.verdict import Finding
    from orderproof.rulebook.book import Book


def judge_since(  # noqa: PLR0913 - the interface of an audit
    con: duckdb.DuckDBPyConnection,
    source: str,
    relations: Mapping[str, str],
    profile: Profile,
    book: Book,
    *,
    earlier: Memory | str | None,
    only: Sequence[str] = (),
    as_of: datetime | None = None,
    mapped: bool = True,
    cache_in: Path | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> tuple[Judgement, Memory]:
    """Judge what changed since an earlier audit (a text: why there is none to be used; None: nobody asked).

    The judgement is that of a full audit, with a note that says how much was looked at; the memory is for the next.
    """
    chosen = book.chosen(only)
    progress("reading the rules", 0, 1)
    rules = compile_cached(book, chosen, cache_in)
    progress("preparing the ledgers", 0, 1)
    worded = word_statuses(con, relations, profile)
    found = survey(con, worded, profile, as_of)
    marks = {n: hash_rows(con, n, each.relation, found.witnesses[n]) for n, each in found.ledgers.items()}
    values = parameters(profile, found.as_of)
    observed = Observed(found, profile, make_relations(con, profile, found), frozenset(values))
    plan = make_plan(rules, {v.view.name: v for rule in rules for v in rule.sources.values()}, observed)
    identity = identity_of(book, chosen, profile, mapped=mapped)
    why = earlier if isinstance(earlier, str) else None
    if isinstance(earlier, Memory):
        why = what_else_changed(earlier, identity, found) or find_new_rows(con, earlier, found, marks)
    con.execute(
        f"create or replace temp table {MARKED} "
        "(rule varchar, key varchar, order_id varchar, is_broken boolean, is_perhaps boolean)"
    )
    bench = Bench(con, found, plan, profile)
    local = _local_rules(con, plan, found)
    columns = {name: each.column for name, each in local.items()}
    progress("judging", 0, 1)
    notes = list(notes_of(found, profile))
    if isinstance(earlier, Memory) and why is None:
        answers, said = _ask_changes(bench, earlier, local, mapped=mapped)
        notes.append(said)
    else:
        answers = bench.ask(plan.ready, found, columns)
        notes += [f"audited in full, not since the earlier run: {why}"] if why else []
    keep_spelt_out(cache_in)
    verdicts, findings, kept = _speak(book, chosen, plan, answers, profile, mapped=mapped)
    _grade(con, verdicts)
    judgement = Judgement(
        source=source,
        as_of=found.as_of,
        rules=verdicts,
        findings=findings,
        orders=orders.count_orders(con, worded, profile.terminal.get("order", ()), told_as_fact(found)),
        money_at_risk=most_at_risk(findings),
        notes=tuple(notes),
        failed=tuple(sorted(each.rule for each in verdicts if (each.reason or "").startswith(OWN_FAULT))),
        must_exercise_missed=missed(profile, verdicts),
    )
    whole = frozenset(each.rule for each in verdicts if each.suspect) | frozenset(judgement.failed)
    counts = {name: each.counts for name, each in answers.items()}
    return judgement, Memory(identity, found.as_of, marks, counts, whole, kept)


def _local_rules(con: duckdb.DuckDBPyConnection, plan: Plan, found: Survey) -> dict[str, Locality]:
    """Tell in which column each rule is local, where it is."""

    @cache
    def whole(ledger: str, column: str) -> bool:
        return ledger not in found.ledgers or is_whole(con, found.ledgers[ledger], column)

    local = {rule.rule.name: locality(rule, whole) for rule in plan.ready}
    return {name: each for name, each in local.items() if each is not None}


def _ask_changes(
    bench: Bench, earlier: Memory, local: Mapping[str, Locality], *, mapped: bool
) -> tuple[dict[str, Answer], str]:
    """Ask local rules about what changed and the others in full; say how much that was."""
    con, found = bench.con, bench.found
    _recall(con, earlier, local)
    known = earlier.counts.keys() - earlier.whole
    moved = found.as_of > earlier.as_of
    changed = changed_ledgers(con, found) | ({RECORDED} if earlier.ledgers.keys() != found.ledgers.keys() else set())
    columns = {name: each.column for name, each in local.items()}
    aside = {
        rule.rule.name
        for rule in bench.plan.ready
        if rule.rule.name not in known
        or rule.rule.name not in local
        or not _stays(rule, local[rule.rule.name].constants, changed, moved=moved)
    }
    answers: dict[str, Answer] = {}
    touched: list[str] = []
    timed = all(
        "occurred_at" in each.filled and not any(s.untimed for s in each.sources) for each in found.ledgers.values()
    )
    open_since = earlier.as_of - longest_wait(bench.profile, _tolerances(bench)) if moved else None
    for column in sorted(set(columns.values())):
        rules = [r for r in bench.plan.ready if columns.get(r.rule.name) == column and r.rule.name not in aside]
        if moved and not timed:
            aside |= {rule.rule.name for rule in rules if _looks_at_clock(rule)}
            rules = [rule for rule in rules if not _looks_at_clock(rule)]
        if not rules:
            continue
        table = touch(con, found, column, open_since)
        names = {rule.rule.name for rule in rules}
        clocked = {rule.rule.name for rule in rules if moved and _looks_at_clock(rule)}
        add_keys(con, table, [f.subject[column] for f in earlier.findings if f.rule in clocked])
        now, then = slices(con, found, column, table, _ledgers(rules))
        before = bench.ask(rules, replace(then, as_of=earlier.as_of), columns)
        con.execute(
            f"delete from {MARKED} where rule in (select unnest(?::varchar[])) and key in (select k from {table})",
            [sorted(names)],
        )
        after = bench.ask(rules, now, columns)
        keys = {row[0] for row in con.execute(f"select k from {table}").fetchall()}
        touched.append(f"{len(keys):,} by {column}")
        for name in names:
            kept = [f for f in earlier.findings if f.rule == name and _told(f.subject[column]) not in keys]
            answers[name] = _combined(earlier.counts[name], before[name], after[name], kept)
    kinds = {rule.rule.name: rule.rule.kind for rule in bench.plan.ready}
    aside |= {n for n, a in answers.items() if a.fault or (mapped and is_suspect(kinds[n], a.counts))}
    con.execute(f"delete from {MARKED} where rule in (select unnest(?::varchar[]))", [sorted(aside)])
    answers |= bench.ask([rule for rule in bench.plan.ready if rule.rule.name in aside], found, columns)
    new = sum(_rows(con, f"new_{name}") for name in found.ledgers)
    said = (
        f"since {earlier.as_of.isoformat()}Z: {new:,} new rows; {len(bench.plan.ready) - len(aside)} rules were asked "
        f"about what they touch ({', '.join(touched) or 'nothing'}), {len(aside)} in full"
    )
    return answers, said


def _ledgers(rules: Iterable[CompiledRule]) -> set[str]:
    """Name the ledgers that the views of some rules read."""
    reads = {relation for rule in rules for view in rule.sources.values() for relation, _ in view.reads}
    return {ledger for ledger in map(ledger_of, reads) if ledger}


def _stays(rule: CompiledRule, constants: AbstractSet[str], changed: AbstractSet[str], *, moved: bool) -> bool:
    """Tell whether what a local rule takes to be the same for all subjects is what it was then, also as time passes."""
    return not constants & changed and not (moved and constants - {RECORDED} and _looks_at_clock(rule))


def _recall(con: duckdb.DuckDBPyConnection, earlier: Memory, local: Iterable[str]) -> None:
    """Take up the orders that local rules marked then."""
    path = str(earlier.folder / MARKS).replace("'", "''")
    con.execute(
        f"insert into {MARKED} select * from '{path}' where rule in (select unnest(?::varchar[]))", [sorted(local)]
    )


def _combined(then: Counts, before: Answer, after: Answer, kept: Sequence[Finding]) -> Answer:
    parts = ((getattr(then, n), getattr(before.counts, n), getattr(after.counts, n)) for n in Counts.__slots__)
    counts = Counts(*(a - b + c for a, b, c in parts))
    return Answer(counts, (*kept, *after.findings), before.fault or after.fault)


def _looks_at_clock(rule: CompiledRule) -> bool:
    """Tell whether a rule's verdict can change as time passes."""
    parts = (rule.applies, rule.may_apply, rule.breaks, rule.may_break, *rule.evidence.values())
    nothing_sure = Known(frozenset(), frozenset())
    return any("as_of" in each for each in parts) or any(
        "as_of" in view.sql(nothing_sure, rule.columns.get(view.view.name, frozenset()))
        for view in rule.sources.values()
    )


def _tolerances(bench: Bench) -> Iterable[int]:
    return [tolerance_of(rule, bench.profile.tolerances) for rule in bench.plan.ready]


def _speak(
    book: Book, chosen: Iterable[object], plan: Plan, answers: Mapping[str, Answer], profile: Profile, *, mapped: bool
) -> tuple[tuple[RuleVerdict, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """Say each rule's verdict, the findings that are told, and those that are kept for the next audit."""
    compiled = {rule.rule.name: rule for rule in plan.ready}
    verdicts: list[RuleVerdict] = []
    told: list[Finding] = []
    kept: list[Finding] = []
    for rule in chosen:
        name = rule.name  # type: ignore[attr-defined]
        if name not in answers:
            verdicts.append(silent(book.rules[name], plan.not_applicable[name]))
            continue
        answer = answers[name]
        if answer.fault:
            verdicts.append(silent(book.rules[name], f"{OWN_FAULT}: {answer.fault}", Verdict.UNKNOWN))
            continue
        counts, own = answer.counts, answer.findings
        suspect = mapped and is_suspect(book.rules[name].kind, counts)
        verdicts.append(
            replace(
                silent(book.rules[name], "", counts.verdict),
                subjects=counts.subjects,
                broken=counts.broken,
                unknown=counts.unknown,
                suspect=suspect,
                reason=reason_of(book.rules[name], counts, profile),
                at_risk=total_at_risk(own),
            )
        )
        told += [group_suspects(compiled[name], own, counts)] if suspect else own
        kept += [] if suspect else own
    return tuple(verdicts), tuple(told), tuple(kept)


def _grade(con: duckdb.DuckDBPyConnection, verdicts: Sequence[RuleVerdict]) -> None:
    """List imperfect and doubtful orders from the marks of all rules; a suspect rule only raises doubt."""
    orders.start(con)
    suspects = [each.rule for each in verdicts if each.suspect]
    con.execute(
        f"insert into imperfect_orders select order_id from {MARKED} "
        "where is_broken and not list_contains(?::varchar[], rule)",
        [suspects],
    )
    con.execute(
        f"insert into doubtful_orders select order_id from {MARKED} "
        "where is_perhaps and (not is_broken or list_contains(?::varchar[], rule))",
        [suspects],
    )


def _rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    found = con.execute(f"select count(*) from {table}").fetchone()
    return found[0] if found else 0


def _told(value: object) -> str:
    return NOBODY.strip("'") if value is None else str(value)
