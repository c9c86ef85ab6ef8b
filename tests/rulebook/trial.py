"""The rules' own cases as one history: told apart by id, prepared and folded once, judged as often as asked."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from orderproof.audit.compile import CompiledRule, compile_book
from orderproof.audit.count import Counts, count
from orderproof.audit.judge import Case as OpenCase
from orderproof.audit.judge import open_case
from orderproof.history.notation import parse_story
from orderproof.history.store import history_relations, write
from orderproof.model.profile import Profile, parse_profile
from orderproof.rulebook.book import HOME, Book, load_book
from orderproof.rulebook.cases import Case, read_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from orderproof.model.ledgers.envelope import Row

ENDS_AT = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so


@dataclass(frozen=True)
class Trial:
    """Everything that is needed to count rules over the cases."""

    con: duckdb.DuckDBPyConnection
    cases: Mapping[str, Case]
    rules: Mapping[str, CompiledRule]
    opened: OpenCase
    profile: Profile
    alone: Mapping[str, tuple[duckdb.DuckDBPyConnection, OpenCase]]
    """Cases of rules that judge a recording as a whole: each is a history of its own."""

    def count(self, rules: Iterable[CompiledRule]) -> Mapping[tuple[str, str], Counts]:
        """Count rules per case: (case id, rule name) -> counts."""
        found: dict[tuple[str, str], Counts] = {}
        for rule in rules:
            if judges_the_recording(rule):
                for name, case in self.cases.items():
                    if case.rule == rule.rule.name:
                        con, opened = self.alone[name]
                        found |= {(name, k[1]): v for k, v in self._count(con, opened, rule, by_prefix=False).items()}
            else:
                found |= self._count(self.con, self.opened, rule, by_prefix=True)
        return found

    def runs(self, rule: CompiledRule) -> bool:
        """Tell whether a rule can be counted at all: a bound that is text cannot be shifted by one."""
        return not count(self.con, [rule], self.opened.values, self.profile.tolerances, by_prefix=True).failed

    def _count(
        self, con: duckdb.DuckDBPyConnection, opened: OpenCase, rule: CompiledRule, *, by_prefix: bool
    ) -> Mapping[tuple[str, str], Counts]:
        counted = count(con, [rule], opened.values, self.profile.tolerances, by_prefix=by_prefix)
        assert dict(counted.failed) == {}, dict(counted.failed)
        return counted.counts


def judges_the_recording(rule: CompiledRule) -> bool:
    """Tell whether a rule is about how a history was recorded, not about an order or a SKU in it."""
    return any(relation == "recordings" for view in rule.sources.values() for relation, _ in view.reads)


@cache
def cases_profile() -> Profile:
    """The one profile with which all cases are judged."""
    path = HOME / "cases.toml"
    return parse_profile(path.read_text(encoding="utf-8"), str(path))


@cache
def whole_trial() -> Trial:
    """The built-in rulebook on its own cases."""
    return try_book(load_book())


def try_book(book: Book) -> Trial:
    """Put every case of a book into one history, judged with the cases' profile, and fold the views."""
    cases: dict[str, Case] = {}
    rows: list[Row] = []
    for rule in book.rules.values():
        for case in read_cases(rule):
            name = f"c{len(cases)}"
            cases[name] = case
            rows.extend(rows_of(case, f"{name}/"))
    rules = compile_book(book, book.rules.values())
    con = duckdb.connect()
    opened = open_rows(con, rows, rules, cases_profile())
    by_name = {rule.rule.name: rule for rule in rules}
    alone = {
        name: (own := duckdb.connect(), open_rows(own, rows_of(case), [by_name[case.rule]], cases_profile()))
        for name, case in cases.items()
        if judges_the_recording(by_name[case.rule])
    }
    return Trial(con, cases, by_name, opened, cases_profile(), alone)


def rows_of(case: Case, prefix: str = "") -> tuple[Row, ...]:
    """Read the story of one case."""
    return parse_story(case.story, run="cases", ends_at=ENDS_AT, prefix=prefix)


def open_rows(
    con: duckdb.DuckDBPyConnection, rows: Sequence[Row], rules: Sequence[CompiledRule], profile: Profile
) -> OpenCase:
    """Store rows, load them again and fold every view that a rule reads."""
    folder = Path(tempfile.mkdtemp()) / "history"
    write(rows, folder, run="cases")
    return open_case(con, history_relations(con, folder), profile, rules, as_of=ENDS_AT)
