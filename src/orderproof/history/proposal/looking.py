"""What a source looks like: its tables, their columns, and a few values of each, seen without a mapping."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.history.formats.csvfile import undeclared
from orderproof.history.moment_macro import FORMS
from orderproof.history.quoting import identifier
from orderproof.history.rawtables import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from orderproof.history.formats.table import RawTable

ROWS_LOOKED_AT = 10_000
WORDS_MAX = 20
"""A column with more different values than this is no vocabulary."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?)?")
_OFFSET = re.compile(r".*\d ?(Z|UTC|[+-]\d{2}(:?\d{2})?)")
_SPREAD = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{4}([T ]+\d{1,2}:\d{2}.*)?")
_SECONDS, _MILLISECONDS = re.compile(r"1\d{9}(\.\d+)?"), re.compile(r"1\d{12}")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column: its stored type, whether every row has another value, and some of its values in order."""

    name: str
    type: str
    unique: bool
    values: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Its values, where they are few enough to be a vocabulary."""
        return self.values if len(self.values) <= WORDS_MAX else ()

    @property
    def form(self) -> str | None:
        """The form of time that all its values have; `?` where day and month cannot be told apart; None: no time."""
        if self.type in ("TIMESTAMP", "DATE"):
            return "typed"
        return _form_of(self.values)


@dataclass(frozen=True, slots=True)
class SeenTable:
    """One table with its columns; `encoding` and `line` are the guess for a CSV file that is not UTF-8."""

    name: str
    columns: tuple[SeenColumn, ...]
    encoding: str | None = None
    line: str | None = None


def look_at(con: duckdb.DuckDBPyConnection, tables: Iterable[RawTable]) -> tuple[SeenTable, ...]:
    """Load every table and look at its first rows. Leaves the schema `raw` as it found it: absent."""
    con.execute("drop schema if exists raw cascade")
    con.execute("create schema raw")
    seen = tuple(_look(con, each) for each in tables)
    con.execute("drop schema raw cascade")
    return seen


def _look(con: duckdb.DuckDBPyConnection, table: RawTable) -> SeenTable:
    guess = undeclared(Path(table.place)) if table.format == "csv" else None
    encoding, line = guess or (None, None)
    load_table(con, table, encoding)
    name = f"raw.{identifier(table.name)}"
    described = con.execute(f"describe {name}").fetchall()
    columns = tuple(_column(con, name, column, kind) for column, kind, *_ in described)
    return SeenTable(table.name, columns, encoding, line)


def _column(con: duckdb.DuckDBPyConnection, table: str, name: str, kind: str) -> SeenColumn:
    column = identifier(name)
    counted = con.execute(f"select count(*), count({column}), count(distinct {column}) from {table}").fetchone() or (0,)
    values = con.execute(
        f"select distinct cast({column} as VARCHAR) as v from (select {column} from {table} limit {ROWS_LOOKED_AT}) "
        f"where {column} is not null and cast({column} as VARCHAR) <> '' order by v limit {WORDS_MAX * 5}"
    ).fetchall()
    return SeenColumn(name, kind, counted[0] > 0 and len(set(counted)) == 1, tuple(value for (value,) in values))


def _form_of(values: Sequence[str]) -> str | None:
    if not values:
        return None
    if all(_SECONDS.fullmatch(each) for each in values):
        return FORMS[4]
    if all(_MILLISECONDS.fullmatch(each) for each in values):
        return FORMS[5]
    if all(_ISO.match(each) for each in values):
        told = {bool(_OFFSET.fullmatch(each.partition(":")[2])) for each in values}
        return "iso" if told == {True} else "iso UTC" if all(_ISO.fullmatch(each) for each in values) else None
    spread = [_SPREAD.fullmatch(each) for each in values]
    parts = [(int(each[1]), int(each[2])) for each in spread if each]
    if len(parts) < len(values):
        return None
    day_first = any(first > _MONTHS for first, _ in parts)
    month_first = any(second > _MONTHS for _, second in parts)
    return "?" if day_first == month_first else f"{'day' if day_first else 'month'}-first UTC"
