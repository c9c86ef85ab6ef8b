"""No conviction that some reading acquits: all readings of up to eight possible rows are enumerated and judged."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from orderproof.audit.compile import compile_book
from orderproof.audit.count import conditions, count
from orderproof.audit.judge import open_case
from orderproof.history.notation.keys import NAMES, TOLD_NAMES
from orderproof.history.store import history_relations, write
from orderproof.model.ledgers import COLUMNS
from orderproof.rulebook.book import load_book
from tests.rulebook.histories import histories
from tests.rulebook.trial import (
    ENDS_AT,
    cases_profile,
    judges_the_recording,
    open_rows,
    rows_of,
    whole_trial,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from orderproof.audit.compile import CompiledRule
    from orderproof.audit.judge import Case
    from orderproof.model.columns import Column
    from orderproof.model.ledgers.envelope import Row

HISTORIES = int(os.environ.get("ORDERPROOF_HISTORIES", "2000" if os.environ.get("ORDERPROOF_THOROUGH") else "600"))
BATCH = 500
FIRST_SEED = int(os.environ.get("ORDERPROOF_SEED", "1"))
AS_IT_IS = "x"

Judged = dict[tuple[str, str, tuple[str, ...]], set[str]]
"""(rule, history, subject) -> the readings in which it is so."""


@dataclass
class Tally:
    """What the enumeration came to."""

    readings: int = 0
    convictions: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def test_no_rule_convicts_what_some_reading_acquits(tmp_path: Path) -> None:
    """Broken only if every reading breaks; holds only if none does; what is merely missed is counted and printed."""
    drawn = _draw(HISTORIES)
    tally = Tally()
    for start in range(0, len(drawn), BATCH):
        batch = drawn[start : start + BATCH]
        _try_batch(batch, tmp_path / str(start), tally)
    print(f"{len(drawn)} histories, {tally.readings} readings")
    print(f"convictions: {dict(tally.convictions.most_common())}")
    print(f"misses (in doubt though every reading breaks): {dict(tally.misses.most_common())}")
    print(*tally.wrong, sep="\n")
    assert tally.wrong == []


@pytest.mark.parametrize("name", [n for n, rule in whole_trial().rules.items() if judges_the_recording(rule)])
def test_a_rule_about_the_recording_convicts_only_what_every_reading_breaks(name: str) -> None:
    """It judges a history as a whole: its cases, with each row put in doubt in turn, are histories of their own."""
    rule = whole_trial().rules[name]
    convictions = 0
    for case in (each for each in whole_trial().cases.values() if each.rule == name):
        told = rows_of(case)
        for place in range(len(told)):
            rows = [replace(row, certainty="possible") if at == place else row for at, row in enumerate(told)]
            here = _verdict(rows, rule)
            readings = {_verdict(reading, rule) for reading in _readings(rows)}
            convictions += here == "broken"
            assert here != "broken" or readings == {"broken"}, case
            assert here == "unknown" or "broken" not in readings or here == "broken", case
    print(f"{name}: {convictions} convictions")


def _readings(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Let every possible row have happened, or not."""
    doubted = [at for at, row in enumerate(rows) if row.certainty == "possible"]
    for choice in product((True, False), repeat=len(doubted)):
        happened = dict(zip(doubted, choice, strict=True))
        yield [replace(row, certainty="certain") for at, row in enumerate(rows) if happened.get(at, True)]


def _verdict(rows: Sequence[Row], rule: CompiledRule) -> str:
    """Judge one history by one rule; what is not there breaks nothing."""
    if not rows:
        return "not exercised"
    con = duckdb.connect()
    case = open_rows(con, rows, [rule], cases_profile())
    counted = count(con, case.plan.ready, case.values, {})
    return counted.counts[("", rule.rule.name)].verdict if case.plan.ready else "not applicable"


def _draw(number: int) -> list[tuple[Row, ...]]:
    """Let hypothesis make histories; they are judged together afterwards, a thousand times faster than one by one."""
    drawn: list[tuple[Row, ...]] = []

    @seed(FIRST_SEED)
    @settings(max_examples=number, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(histories())
    def collect(rows: tuple[Row, ...]) -> None:
        drawn.append(rows)

    collect()
    return drawn


def _try_batch(batch: Sequence[tuple[Row, ...]], folder: Path, tally: Tally) -> None:
    """Judge a batch as it is and in all its readings; note what is unsound."""
    rows = [_prefixed(row, f"h{place}/") for place, history in enumerate(batch) for row in history]
    write(rows, folder, run="cases")
    con = duckdb.connect()
    relations = _all_readings(con, history_relations(con, folder))
    rules = compile_book(book := load_book(), book.rules.values())
    case = open_case(con, relations, cases_profile(), rules, as_of=ENDS_AT)
    readings = {
        f"h{place}": 2 ** sum(row.certainty == "possible" for row in history) for place, history in enumerate(batch)
    }
    tally.readings += sum(readings.values())
    for rule in (each for each in case.plan.ready if not judges_the_recording(each)):
        broken, perhaps = _judged(con, rule, case, certain=True), _judged(con, rule, case, certain=False)
        for key, found in broken.items():
            name, subject = key[1], key[2]
            everywhere = len(found - {AS_IT_IS}) == readings[name]
            tally.convictions[rule.rule.name] += AS_IT_IS in found
            tally.misses[rule.rule.name] += AS_IT_IS not in found and everywhere
            if AS_IT_IS in found and not everywhere:
                tally.wrong.append(f"{rule.rule.name} convicts wrongly: {subject} {_said(batch, name)}")
            if AS_IT_IS not in found and AS_IT_IS not in perhaps.get(key, set()):
                tally.wrong.append(f"{rule.rule.name} holds wrongly: {subject} {_said(batch, name)}")


def _judged(con: duckdb.DuckDBPyConnection, rule: CompiledRule, case: Case, *, certain: bool) -> Judged:
    """Find in which readings a rule convicts (or may convict) which subject."""
    sql = conditions(rule, case.values, cases_profile().tolerances)
    condition = (
        f"({sql['applies']}) and ({sql['breaks']})"
        if certain
        else f"coalesce({sql['may_apply']}, true) and coalesce({sql['may_break']}, true)"
    )
    keys = ", ".join(f"cast({rule.root_alias}.{name} as varchar)" for name in rule.subject)
    found: Judged = defaultdict(set)
    for row in con.execute(f"select {keys} {rule.origin} where {condition}").fetchall():
        match = next(m for value in row if value and (m := re.match(r"(h\d+)r(\w+)/", value)))
        subject = tuple(re.sub(r"^h\d+r\w+/", "", value or "") for value in row)
        found[rule.rule.name, match[1], subject].add(match[2])
    return found


def _all_readings(con: duckdb.DuckDBPyConnection, relations: dict[str, str]) -> dict[str, str]:
    """Multiply every ledger by the readings: `h1/A` becomes `h1rx/A` (as it is), `h1r0/A`, `h1r1/A`, ..."""
    parts = " union all ".join(
        f"select split_part(row_id, '/', 1) as history, '{name}' as ledger, row_id from {relation} "
        "where certainty = 'possible'"
        for name, relation in relations.items()
    )
    con.execute(
        "create table doubted as "
        f"select *, row_number() over (partition by history order by row_id) - 1 as bit from ({parts})"
    )
    everyone = " union ".join(f"select split_part(row_id, '/', 1) as history from {r}" for n, r in relations.items())
    con.execute(
        f"""create table readings as
        select history, cast(reading as varchar) as name, reading
        from (select history, (select count(*) from doubted d where d.history = e.history) as bits from ({everyone}) e),
            range(256) r(reading) where reading < (1 << bits)
        union all select history, '{AS_IT_IS}', -1 from ({everyone})"""
    )
    answer = {}
    for name, relation in relations.items():
        columns = ", ".join(f"{_retold(c)} as {c.name}" for c in COLUMNS[name])
        con.execute(
            f"""create table read_{name} as select {columns} from {relation} l
            join readings r on r.history = split_part(l.row_id, '/', 1)
            left join doubted d on d.history = r.history and d.ledger = '{name}' and d.row_id = l.row_id
            where d.bit is null or reading < 0 or (reading >> d.bit) & 1 = 1"""
        )
        answer[name] = f"read_{name}"
    return answer


def _retold(column: Column) -> str:
    """Write a column of one reading: names carry the reading, and no row is in doubt any more."""
    renamed = "replace({}, r.history || '/', r.history || 'r' || r.name || '/')"
    if column.name == "certainty":
        return "case when reading < 0 then l.certainty else 'certain' end"
    if column.sql_type == "VARCHAR":
        return renamed.format(f"l.{column.name}")
    if column.sql_type.startswith("MAP"):
        values = f"list_transform(map_values(l.{column.name}), lambda v: {renamed.format('v')})"
        return f"map(map_keys(l.{column.name}), {values})"
    return f"l.{column.name}"


def _prefixed(row: Row, prefix: str) -> Row:
    """Keep histories apart by every name that a row holds."""
    named: dict[str, Any] = {name: getattr(row, name, None) for name in NAMES}
    changes = {name: prefix + value for name, value in named.items() if value is not None}
    if (told := getattr(row, "told", None)) is not None:
        changes["told"] = {k: prefix + v if f"told.{k}" in TOLD_NAMES else v for k, v in told.items()}
    return replace(row, **changes)


def _said(batch: Sequence[tuple[Row, ...]], name: str) -> str:
    rows = batch[int(name[1:])]
    shown = [
        f"{row.ledger}({', '.join(f'{name}={value}' for name, value in _values(row).items() if value is not None)})"
        for row in rows
    ]
    return " | ".join(shown)


def _values(row: Row) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in COLUMNS[row.ledger]}
