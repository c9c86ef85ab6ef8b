"""SQLite as a source: integers stay integers, and all else becomes text, so that no float is ever summed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from orderproof.errors import SourceError
from orderproof.history.formats.table import RawTable, fill, unread
from orderproof.history.quoting import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

LOCK_WAIT_SECONDS = 5
_TABLES = "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'"
_COLUMNS = "select name, type from pragma_table_xinfo(?) where hidden <> 1 order by cid"


def open_sqlite(file: Path) -> sqlite3.Connection:
    """Open read-only: a source is never written, not even its journal."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=LOCK_WAIT_SECONDS)


def sqlite_tables(file: Path) -> tuple[RawTable, ...]:
    """List the tables of a database, without views and SQLite's own."""
    try:
        with closing(open_sqlite(file)) as database:
            names = [name for (name,) in database.execute(_TABLES)]
    except sqlite3.Error as error:
        raise unread(error, str(file), "it cannot be read as sqlite", "Write the file anew.") from error
    if not names:
        raise SourceError("the database has no table", str(file), "Give the file that holds the orders.")
    return tuple(RawTable(name, str(file), file.name, "sqlite", partial(_load, file, name)) for name in names)


def _load(file: Path, name: str, con: duckdb.DuckDBPyConnection, _encoding: str | None) -> None:
    try:
        with closing(open_sqlite(file)) as database:
            declared: list[tuple[str, str]] = database.execute(_COLUMNS, [name]).fetchall()
            columns = {each: "BIGINT" if "INT" in kind.upper() else "VARCHAR" for each, kind in declared}
            fill(con, name, columns, _rows(database, file, name, columns))
    except sqlite3.Error as error:
        raise unread(error, str(file), "it cannot be read as sqlite", "Write the file anew.") from error


def _rows(
    database: sqlite3.Connection, file: Path, name: str, columns: dict[str, str]
) -> Iterator[list[int | str | None]]:
    found = database.execute(f"select {', '.join(map(identifier, columns))} from {identifier(name)}")
    kinds = tuple(kind == "BIGINT" for kind in columns.values())
    for number, row in enumerate(found, 1):
        values = [_whole(value) if whole else as_text(value) for value, whole in zip(row, kinds, strict=True)]
        for column, value, given in zip(columns, values, row, strict=True):
            if value is None and given is not None:
                raise SourceError(
                    f"{given!r} stands in a column that is declared INTEGER",
                    f"{file}, table {name}, column {column}, row {number}",
                    "Mend that value.",
                )
        yield values


def _whole(value: object) -> int | None:
    """SQLite lets text stand in an INTEGER column; a ledger does not."""
    return value if isinstance(value, int) else None


def as_text(value: object) -> str | None:
    """Write a value of SQLite as text: a real by its shortest form, bytes as hexadecimal digits."""
    if value is None or isinstance(value, str):
        return value
    return value.hex() if isinstance(value, bytes) else repr(value)
