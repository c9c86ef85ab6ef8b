"""The source as it lies there: which raw tables it holds, and how each is read without guessing anything."""

from __future__ import annotations

import csv
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from orderproof.errors import SourceError
from orderproof.history.quoting import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FORMATS = {".parquet": "parquet", ".csv": "csv", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite"}
"""What is read, by the file's ending."""

BATCH_ROWS = 10_000
"""Rows of SQLite that are in memory at a time."""

_HEADER_BYTES_MAX = 1_000_000
_DELIMITERS = ",;\t|"
_LOCK_WAIT_SECONDS = 5
_TIMES = {
    "TIMESTAMP WITH TIME ZONE": "({0} at time zone 'UTC')",
    "TIMESTAMPTZ_NS": "(cast({0} as TIMESTAMPTZ) at time zone 'UTC')",
    "TIMESTAMP_NS": "cast({0} as TIMESTAMP)",
}
_ENGINE_PREFIX = re.compile(r"^[A-Z][A-Za-z ]+ Error: ")
_CSV_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CSV_CAUSES = (
    (re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)"), "it has {1} fields, the header has {0}"),
    (re.compile(r"unterminated quote"), "a quote is opened and never closed"),
    (re.compile(r"not utf-8 encoded"), "it is not UTF-8 text"),
)


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of the source: `name` is the file's stem, or the table's own name in a SQLite file."""

    name: str
    file: Path
    format: str


def find_tables(path: Path) -> tuple[RawTable, ...]:
    """List the raw tables of a file or folder, by name. Raises SourceError where there is none, or a name twice."""
    if not path.exists():
        raise SourceError("there is no such file or folder", str(path), "Give a folder or a file of recorded orders.")
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    known = [each for each in files if each.suffix.lower() in FORMATS]
    if not known:
        raise SourceError(
            "there is nothing here that can be read" if path.is_dir() else f"{path.suffix or 'this'} is not a format",
            str(path),
            f"Give Parquet, CSV or SQLite ({', '.join(FORMATS)}), or a recorded history (history.json).",
        )
    tables = [table for file in known for table in _tables_of(file)]
    by_name: dict[str, RawTable] = {}
    for table in tables:
        twin = by_name.setdefault(table.name.lower(), table)
        if twin is not table:
            raise SourceError(
                f"the table {table.name} is in {twin.file.name} already", str(table.file), "Rename one of the files."
            )
    return tuple(by_name[name] for name in sorted(by_name))


def load_table(con: duckdb.DuckDBPyConnection, table: RawTable) -> None:
    """Make `raw.<name>`: a view on Parquet; CSV and SQLite are copied in as text, SQLite's integers as BIGINT."""
    try:
        _LOADERS[table.format](con, table)
    except (duckdb.Error, sqlite3.Error, OSError) as error:
        raise unread(error, str(table.file), f"it cannot be read as {table.format}", "Write the file anew.") from error


def unread(error: Exception, where: str, what: str, mend: str) -> SourceError:
    """Say why reading stopped; memory is not the file's fault."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return SourceError("the memory allowed is not enough to read it", where, "Allow more: --memory 8GB.")
    first = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    return SourceError(f"{what}: {_ENGINE_PREFIX.sub('', first)}", where, mend)


def _tables_of(file: Path) -> Iterator[RawTable]:
    kind = FORMATS[file.suffix.lower()]
    if not file.is_file():
        raise SourceError("it is not a file", str(file), f"Give {kind} as one file, or rename the folder.")
    if kind != "sqlite":
        yield RawTable(file.stem, file, kind)
        return
    try:
        with closing(_open_sqlite(file)) as database:
            names = [name for (name,) in database.execute(_SQLITE_TABLES)]
    except sqlite3.Error as error:
        raise unread(error, str(file), "it cannot be read as sqlite", "Write the file anew.") from error
    if not names:
        raise SourceError("the database has no table", str(file), "Give the file that holds the orders.")
    yield from (RawTable(name, file, kind) for name in names)


def _load_parquet(con: duckdb.DuckDBPyConnection, table: RawTable) -> None:
    """Make the view; times with a zone become UTC here, so that no mapping has to think of it."""
    scan = f"read_parquet({literal(_unglobbed(table.file))})"
    columns = con.execute(f"describe select * from {scan}").fetchall()
    times = [
        f"{_TIMES[kind].format(identifier(name))} as {identifier(name)}" for name, kind, *_ in columns if kind in _TIMES
    ]
    replaced = f" replace ({', '.join(times)})" if times else ""
    con.execute(f"create view raw.{identifier(table.name)} as select *{replaced} from {scan}")


def _load_csv(con: duckdb.DuckDBPyConnection, table: RawTable) -> None:
    header, delimiter = _csv_header(table.file)
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header)
    scan = (
        f"read_csv({literal(_unglobbed(table.file))}, auto_detect = false, header = true, delim = {literal(delimiter)},"
        f" quote = '\"', escape = '\"', strict_mode = true, columns = {{{columns}}})"
    )
    try:
        con.execute(f"create table raw.{identifier(table.name)} as select * from {scan}")
    except duckdb.InvalidInputException as error:
        raise _broken_row(table.file, str(error)) from error


def _csv_header(file: Path) -> tuple[list[str], str]:
    """Read the names of the columns, and which delimiter the header uses most."""
    try:
        with file.open("rb") as lines:
            first = lines.readline(_HEADER_BYTES_MAX).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("it is not UTF-8 text", f"{file}, line 1", "Save the file as UTF-8.") from error
    if not first.strip():
        raise SourceError("the file is empty", str(file), "Give a CSV file with a line of column names.")
    delimiter = max(_DELIMITERS, key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    twice = sorted({name for name in header if [each.lower() for each in header].count(name.lower()) > 1})
    if twice or "" in header:
        what = f"the column {twice[0]} is there twice" if twice and twice[0] else "a column has no name"
        raise SourceError(what, f"{file}, line 1", "Give every column a name of its own.")
    return header, delimiter


def _broken_row(file: Path, message: str) -> SourceError:
    line = _CSV_LINE.search(message)
    where = f"{file}, line {line[1]}" if line else str(file)
    for pattern, says in _CSV_CAUSES:
        if found := pattern.search(message):
            return SourceError(f"this row is broken: {says.format(*found.groups())}", where, "Mend or remove the row.")
    return SourceError(f"this row is broken: {message.splitlines()[0]}", where, "Mend or remove the row.")


_SQLITE_TABLES = "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'"
_SQLITE_COLUMNS = "select name, type from pragma_table_xinfo(?) where hidden <> 1 order by cid"


def _open_sqlite(file: Path) -> sqlite3.Connection:
    """Open read-only: a source is never written, not even its journal."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=_LOCK_WAIT_SECONDS)


def _load_sqlite(con: duckdb.DuckDBPyConnection, table: RawTable) -> None:
    """Integers stay integers; all else becomes text, so that no float is ever summed."""
    with closing(_open_sqlite(table.file)) as database:
        declared: list[tuple[str, str]] = database.execute(_SQLITE_COLUMNS, [table.name]).fetchall()
        types = ["BIGINT" if "INT" in kind.upper() else "VARCHAR" for _, kind in declared]
        names = [identifier(name) for name, _ in declared]
        target = f"raw.{identifier(table.name)}"
        con.execute(f"create table {target} ({', '.join(map(' '.join, zip(names, types, strict=True)))})")
        rows = database.execute(f"select {', '.join(names)} from {identifier(table.name)}")
        insert = f"insert into {target} select {', '.join(f'unnest(?::{each}[])' for each in types)}"
        done = 0
        while batch := rows.fetchmany(BATCH_ROWS):
            by_column = zip(*batch, strict=True)
            con.execute(
                insert,
                [
                    _integers(values, f"{table.file}, table {table.name}, column {name}", done)
                    if kind == "BIGINT"
                    else [_as_text(each) for each in values]
                    for (name, _), kind, values in zip(declared, types, by_column, strict=True)
                ],
            )
            done += len(batch)


def _integers(values: Sequence[object], where: str, done: int) -> list[int | None]:
    """SQLite lets text stand in an INTEGER column; a ledger does not."""
    for row, value in enumerate(values, done + 1):
        if value is not None and not isinstance(value, int):
            raise SourceError(
                f"{value!r} stands in a column that is declared INTEGER", f"{where}, row {row}", "Mend that value."
            )
    return [each for each in values if each is None or isinstance(each, int)]


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return value.hex() if isinstance(value, bytes) else repr(value)


def _unglobbed(file: Path) -> str:
    """Keep DuckDB from reading a name like `orders[1].csv` as a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", str(file))


_LOADERS = {"parquet": _load_parquet, "csv": _load_csv, "sqlite": _load_sqlite}
