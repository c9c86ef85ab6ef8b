"""The whole story on one page: open the source, load the rulebook, judge, write the answers.

1. `open_source` makes ledgers of the source through a mapping, all of them checked.
2. `load_book` reads the rules, the user's own too, and the names in `only` are looked up.
3. `judge` asks every rule and gives the judgement.
4. The answers, with the evidence of the findings worth telling, are written beside `out` and moved in as a whole.

`explain` goes the same way back for a single finding.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from orderproof import __version__
from orderproof.audit import remember
from orderproof.audit.baseline import accept, read_baseline
from orderproof.audit.evidence import rows_of
from orderproof.audit.handoffs import passages
from orderproof.audit.judge import judge
from orderproof.audit.since import judge_since
from orderproof.errors import InputError
from orderproof.history.mapping import list_mappings
from orderproof.history.sources import source_of
from orderproof.model.verdict import Verdict
from orderproof.report import answers
from orderproof.report.digest import digest, findings_worth_telling, in_order
from orderproof.report.exhibit import Exhibit, exhibit_of
from orderproof.report.exits import exit_code_of
from orderproof.report.explain import explain as explain_finding
from orderproof.report.junit import junit
from orderproof.report.run import RuleWords, Run, run_form
from orderproof.report.summary import summary
from orderproof.report.webpage import Matter, webpage
from orderproof.report.wording import instant
from orderproof.rulebook.book import load_book
from orderproof.session.engines import EngineChoice, Workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from orderproof.audit.remember import Memory
    from orderproof.history.engine import Engine
    from orderproof.history.formats.postgres import PostgresUrl
    from orderproof.history.sources import OpenHistory
    from orderproof.model.verdict import Finding, Judgement
    from orderproof.report.campaign import Campaign
    from orderproof.report.explain import Explanation
    from orderproof.rulebook.book import Book

    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """What to audit, by which rules, and where the answers go. `as_of` is UTC."""

    source: Path | PostgresUrl
    mapping: str | None = None
    profile: Path | None = None
    as_of: datetime | None = None
    rules: tuple[Path, ...] = ()
    only: tuple[str, ...] = ()
    out: Path | None = None
    baseline: Path | None = None
    since: Path | None = None
    remember: bool = False
    engine: EngineChoice = field(default_factory=EngineChoice)


def utc_now() -> datetime:
    """Read the clock: UTC, without a zone, as the ledgers keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def audit(
    request: AuditRequest,
    progress: Progress = silent,
    clock: Callable[[], datetime] = utc_now,
    *,
    campaign: Campaign | None = None,
) -> Judgement:
    """Judge recorded orders and, where `out` is given, write the answers there; after an InputError nothing is.

    `campaign` is told in the pages for people, where the orders were played and not only recorded.
    """
    started_at = clock()
    book = load_book(request.rules)
    book.chosen(request.only)
    known = {} if request.baseline is None else read_baseline(request.baseline)
    with _folder_for(request.out) as folder, workplace(request.engine) as place:
        history = place.open(request.source, request.mapping, request.profile)
        judged, memory = _judge(place.engine, history, book, request, progress)
        judgement = accept(judged, known, started_at.date())
        if folder is not None:
            if memory is not None and isinstance(place.engine, duckdb.DuckDBPyConnection):
                remember.save(place.engine, memory, folder)
            promises = promises_of(book)
            exhibits: dict[str, Exhibit] = {}
            answers.write(folder / answers.EVIDENCE, _evidence_lines(place, history, judgement, progress, exhibits))
            passed = passages(place.engine, history.relations, history.profile)
            customers = {name: words.customer for name, words in promises.items()}
            matter = Matter(exhibits, passed, customers, campaign)
            _write_answers(folder, judgement, promises, matter)
            run = _run(request, judgement, promises, started_at, clock())
            answers.write(folder / answers.RUN, [answers.page_of(run_form(run, answers.digests(folder)))])
    return judgement


def explain(folder: Path, fingerprint: str) -> Explanation:
    """Explain a finding of an earlier audit; the source is read again where its rows were not kept."""
    return explain_finding(folder, fingerprint, _reread)


def promises_of(book: Book) -> Mapping[str, RuleWords]:
    """Give the words of every rule by its name."""
    return {name: RuleWords(rule.statement, rule.customer) for name, rule in book.rules.items()}


def cache_folder() -> Path | None:
    """Say where compiled rules are kept between runs: the user's own cache, unless ORDERPROOF_CACHE names another.

    An empty ORDERPROOF_CACHE keeps nothing.
    """
    named = os.environ.get("ORDERPROOF_CACHE")
    if named is not None:
        return Path(named) if named else None
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "orderproof"


def _folder_for(out: Path | None) -> AbstractContextManager[Path | None]:
    return nullcontext() if out is None else answers.draft(out)


def _judge(
    con: Engine, history: OpenHistory, book: Book, request: AuditRequest, progress: Progress
) -> tuple[Judgement, Memory | None]:
    """Judge; where somebody will look at the changes later, remember what was judged."""
    relations, profile, mapped = history.relations, history.profile, history.mapping is not None
    memory = None
    if request.since is None and not request.remember:
        judgement = judge(
            con, history.name, relations, profile, book, only=request.only, as_of=request.as_of, mapped=mapped,
            cache=cache_folder(), progress=progress,
        )  # fmt: skip
    elif not isinstance(con, duckdb.DuckDBPyConnection):
        raise InputError("changes alone are judged in DuckDB", "--since, --remember", "Leave out --engine.")
    else:
        earlier = None if request.since is None else remember.load(request.since)
        judgement, memory = judge_since(
            con, history.name, relations, profile, book, earlier=earlier, only=request.only, as_of=request.as_of,
            mapped=mapped, cache_in=cache_folder(), progress=progress,
        )  # fmt: skip
    return replace(judgement, notes=(*history.notes, *judgement.notes)), memory


def _write_answers(folder: Path, judgement: Judgement, promises: Mapping[str, RuleWords], matter: Matter) -> None:
    told = digest(judgement, {name: words.statement for name, words in promises.items()})
    answers.write(folder / answers.VERDICTS, [answers.verdicts_json(judgement)])
    answers.write(folder / answers.FINDINGS, answers.finding_lines(judgement))
    answers.write(folder / answers.SUMMARY, [summary(told, __version__, matter.campaign)])
    answers.write(folder / answers.REPORT, [webpage(told, matter, __version__)])
    answers.write(folder / answers.JUNIT, [junit(told, in_order(judgement.rules))])


def _evidence_lines(
    place: Workplace,
    history: OpenHistory,
    judgement: Judgement,
    progress: Progress,
    exhibits: dict[str, Exhibit],
) -> Iterator[str]:
    """Spell the evidence line by line, and keep of each finding what the page shows."""
    told = findings_worth_telling(judgement)
    progress("fetching evidence", 0, max(1, len(told)))
    con, relations = place.near(history.relations, told)
    for done, finding in enumerate(told):
        progress("fetching evidence", done, len(told))
        rows = rows_of(con, relations, finding)
        exhibits[finding.fingerprint] = exhibit_of(rows)
        for ledger, row in rows:
            yield answers.line_of(answers.row_form(finding.fingerprint, ledger, row))


def _run(
    request: AuditRequest,
    judgement: Judgement,
    promises: Mapping[str, RuleWords],
    started_at: datetime,
    ended_at: datetime,
) -> Run:
    mapping = request.mapping
    broken = {each.rule for each in judgement.rules if each.verdict is Verdict.BROKEN}
    return Run(
        version=__version__,
        started_at=started_at,
        milliseconds=round((ended_at - started_at).total_seconds() * 1000),
        exit_code=exit_code_of(judgement),
        failed=judgement.failed,
        must_exercise_missed=judgement.must_exercise_missed,
        request={
            "source": _named(request.source),
            "mapping": mapping if mapping is None or mapping in list_mappings() else str(Path(mapping).absolute()),
            "profile": None if request.profile is None else str(request.profile.absolute()),
            "as_of": instant(judgement.as_of),
            "rules": [str(each.absolute()) for each in request.rules],
            "only": list(request.only),
            "baseline": None if request.baseline is None else str(request.baseline.absolute()),
            "since": None if request.since is None else str(request.since.absolute()),
            "engine": request.engine.name,
            "memory": request.engine.memory,
            "spark_master": request.engine.spark_master,
        },
        rules={name: words for name, words in promises.items() if name in broken},
    )


def _named(source: Path | PostgresUrl) -> str:
    """Name a source so that it is found again, and tell no password."""
    return str(source.absolute()) if isinstance(source, Path) else source.without_password


def _reread(finding: Finding, request: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Open the source of an earlier audit again and fetch the rows about one finding's subject."""
    profile = request.get("profile")
    choice = EngineChoice(request.get("engine", "duckdb"), request.get("memory"), request.get("spark_master"))
    with workplace(choice) as place:
        history = place.open(
            source_of(request["source"]), request.get("mapping"), None if profile is None else Path(profile)
        )
        con, relations = place.near(history.relations, [finding])
        return rows_of(con, relations, finding)
