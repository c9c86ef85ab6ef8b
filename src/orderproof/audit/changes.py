"""What changed since an earlier audit: new rows, the keys they touch, and the rows of those keys before and now."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from orderproof.audit.evidence import followed
from orderproof.audit.remember import ROWS, hash_of
from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    import duckdb

    from orderproof.audit.remember import LedgerMarks, Memory
    from orderproof.audit.survey import LedgerSurvey, Survey
    from orderproof.model.profile import Profile

NOBODY = "'\x01'"
"""The key of rows that have none."""


def what_else_changed(earlier: Memory, identity: Mapping[str, str], survey: Survey) -> str | None:
    """Say why only a full audit gives the answer: something besides new rows and passing time changed."""
    changed = [name for name, value in identity.items() if earlier.identity.get(name) != value]
    if changed:
        return f"another {changed[0]} than then"
    if survey.as_of < earlier.as_of:
        return f"it is judged as of an earlier time than then ({earlier.as_of.isoformat()}Z)"
    for name, marks in earlier.ledgers.items():
        if name not in survey.ledgers:
            return f"the {name} of then are gone"
        if marks.witnesses != repr(survey.witnesses[name]):
            return f"another witness of {name} than then"
    return None


def find_new_rows(
    con: duckdb.DuckDBPyConnection, earlier: Memory, survey: Survey, marks: Mapping[str, LedgerMarks]
) -> str | None:
    """Make temp tables `known_<ledger>` (hashes of then) and `new_<ledger>` (rows since); say if rows of then are gone.

    `asked_now` and `asked_then` say when each command was invoked.
    Rows are compared by 64-bit hashes, and by count and sum: a row that stands twice now counts as changed.
    """
    path = str(earlier.folder / ROWS).replace("'", "''")
    for name, ledger in survey.ledgers.items():
        con.execute(f"create or replace temp table known_{name} as select h from '{path}' where ledger = '{name}'")
        then = earlier.ledgers.get(name)
        found = con.execute(
            f"select count(*), coalesce(sum(h::hugeint), 0) from rows_{name} where h in (select h from known_{name})"
        ).fetchone()
        if (found or (0, 0)) != ((then.rows, then.total) if then else (0, 0)):
            return f"rows of {name} were changed, taken away or repeated in every column"
        nothing_new = marks[name].rows == (found or (0,))[0]
        condition = "false" if nothing_new else f"{hash_of(name)} not in (select h from known_{name})"
        con.execute(f"create or replace temp table new_{name} as select * from {ledger.relation} where {condition}")
    if "commands" in survey.ledgers:
        for name, condition in (
            ("asked_now", "true"),
            ("asked_then", f"{hash_of('commands')} in (from known_commands)"),
        ):
            con.execute(
                f"create or replace temp table {name} as select command_id, min(invoked_at) as invoked_at "
                f"from {survey.ledgers['commands'].relation} where {condition} group by command_id"
            )
    return None


def changed_ledgers(con: duckdb.DuckDBPyConnection, survey: Survey) -> set[str]:
    """Name the ledgers that are not judged as they were: new rows, or news of the commands behind their rows."""
    fresh = {name for name in survey.ledgers if con.execute(f"select 1 from new_{name} limit 1").fetchone()}
    told = {name for name, each in survey.ledgers.items() if each.has_commands and "commands" in fresh}
    return fresh | told


def is_whole(con: duckdb.DuckDBPyConnection, ledger: LedgerSurvey, column: str) -> bool:
    """Tell whether rows that settle or repeat each other always agree in a column."""
    key, relation = _key(column), ledger.relation
    if ledger.repeated:
        found = con.execute(
            f"select 1 from {relation} group by source, row_id having count(distinct {key}) > 1 limit 1"
        ).fetchone()
        if found:
            return False
    if ledger.unsettled:
        found = con.execute(
            f"select 1 from (select settles, {key} as k from {relation} where settles is not null) as a "
            f"join (select row_id, {key} as k from {relation}) as b on a.settles = b.row_id where a.k <> b.k limit 1"
        ).fetchone()
        if found:
            return False
    return True


def touch(con: duckdb.DuckDBPyConnection, survey: Survey, column: str, open_since: datetime | None) -> str:
    """Make a temp table of the keys that new rows touch, or that were heard of after `open_since`; give its name."""
    table = f"touched_{column}"
    parts = list(_touching(survey, column, open_since))
    con.execute(f"create or replace temp table {table} as select distinct k from ({' union all '.join(parts)})")
    return table


def add_keys(con: duckdb.DuckDBPyConnection, table: str, keys: Iterable[object]) -> None:
    """Touch some more keys."""
    more = sorted({NOBODY.strip("'") if each is None else str(each) for each in keys})
    con.execute(f"insert into {table} select unnest(?::varchar[]) except select k from {table}", [more])


def slices(
    con: duckdb.DuckDBPyConnection, survey: Survey, column: str, table: str, wanted: AbstractSet[str]
) -> tuple[Survey, Survey]:
    """Cut the wanted ledgers down to the touched keys: what is there now, and what of it was there then.

    The commands behind the rows that are left may be about other keys, or none: they are looked up among all.
    """
    now, then = dict(survey.ledgers), dict(survey.ledgers)
    wanted = wanted | {other for name in wanted for other, _ in _ways(name, column, survey)}
    for name in sorted(survey.ledgers.keys() & wanted, key=lambda each: bool(followed(each, column))):
        ledger = survey.ledgers[name]
        condition = _condition(name, column, table, survey)
        fresh, old = f"now_{column}_{name}", f"then_{column}_{name}"
        source = ledger.relation
        if condition is not None:
            con.execute(f"create or replace temp table {fresh} as select * from {source} where {condition}")
            source = fresh
        known = f"{hash_of(name)} in (select h from known_{name})"
        con.execute(f"create or replace temp view {old} as select * from {source} where {known}")
        now[name], then[name] = replace(ledger, relation=source), replace(ledger, relation=old)
    return replace(survey, ledgers=now, asked="asked_now"), replace(survey, ledgers=then, asked="asked_then")


def longest_wait(profile: Profile, tolerances: Iterable[int]) -> timedelta:
    """Say how long after its last sign of life time alone can still change a verdict: all waits of a profile, twice."""
    return 2 * (sum(_widths(profile), timedelta()) + timedelta(minutes=sum(tolerances)) + timedelta(days=1))


def _widths(value: object) -> Iterator[timedelta]:
    if isinstance(value, timedelta):
        yield abs(value)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _widths(getattr(value, each.name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _widths(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _widths(each)


def _touching(survey: Survey, column: str, open_since: datetime | None) -> Iterator[str]:
    for name, ledger in survey.ledgers.items():
        times = [each.name for each in COLUMNS[name] if each.sql_type == "TIMESTAMP"]
        late = f"greatest({', '.join(times)}) >= timestamp '{open_since}'" if open_since else "false"
        if ledger.has_commands and name != "commands" and "commands" in survey.ledgers:
            late += " or command_id in (select command_id from new_commands)"
        rows = f"select {{0}} from {ledger.relation} where {late} union all select {{0}} from new_{name}"
        if _has(name, column):
            yield rows.format(f"{_key(column)} as k")
        for other, key in _ways(name, column, survey):
            through = survey.ledgers[other].relation
            yield f"select {_key(column)} as k from {through} where {key} in ({rows.format(key)})"
    yield "select null as k where false"


def _condition(name: str, column: str, table: str, survey: Survey) -> str | None:
    """Write which rows of a ledger are about touched keys; None: all may be."""
    if _has(name, column):
        return f"{_key(column)} in (select k from {table})"
    ways = _ways(name, column, survey)
    return " or ".join(f"{key} in (select {key} from now_{column}_{other})" for other, key in ways) or None


def _ways(name: str, column: str, survey: Survey) -> list[tuple[str, str]]:
    """List (other ledger, key) through which a ledger's rows belong to values of a column, as far as they are here."""
    return [(other, key) for other, key in followed(name, column) if other in survey.ledgers]


def _has(ledger: str, column: str) -> bool:
    return any(each.name == column for each in COLUMNS[ledger])


def _key(column: str) -> str:
    return f"coalesce(cast({column} as varchar), {NOBODY})"
