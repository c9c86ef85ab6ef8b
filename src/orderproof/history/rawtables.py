"""The source as it lies there: which raw tables it holds, and how each is read without guessing anything."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from orderproof.errors import MappingError, SourceError
from orderproof.history.formats.cloudevents import ENDINGS as EVENT_ENDINGS
from orderproof.history.formats.cloudevents import cloudevents_table
from orderproof.history.formats.csvfile import csv_table
from orderproof.history.formats.parquet import is_partitioned, parquet_folder, parquet_table
from orderproof.history.formats.plaintext import GZIP
from orderproof.history.formats.postgres import PostgresUrl, postgres_tables
from orderproof.history.formats.sqlitefile import sqlite_tables
from orderproof.history.ocel.tables import ocel_reader, ocel_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from orderproof.history.formats.table import RawTable

FORMATS = {
    ".parquet": "Parquet", ".csv": "CSV", ".csv.gz": "CSV", ".sqlite": "SQLite", ".sqlite3": "SQLite", ".db": "SQLite",
    ".jsonl": "CloudEvents", ".ndjson": "CloudEvents", ".jsonl.gz": "CloudEvents", ".ndjson.gz": "CloudEvents",
    ".json": "OCEL", ".jsonocel": "OCEL",
}  # fmt: skip
"""What is read, by the file's ending. An event log may be CSV or SQLite, too; JSON is read where it is one."""


@contextmanager
def raw_tables(source: Path | PostgresUrl) -> Iterator[tuple[RawTable, ...]]:
    """List the raw tables of a file, folder or database, which can be loaded until the block ends."""
    if isinstance(source, PostgresUrl):
        with postgres_tables(source) as tables:
            yield tables
    else:
        yield find_tables(source)


def find_tables(path: Path) -> tuple[RawTable, ...]:
    """List the raw tables of a file or folder, by name. Raises SourceError where there is none, or a name twice."""
    if not path.exists():
        raise SourceError("there is no such file or folder", str(path), "Give a folder or a file of recorded orders.")
    tables = _tables_in(path) if path.is_dir() else _tables_of(path)
    if not tables:
        raise SourceError(
            "there is nothing here that can be read"
            if path.is_dir()
            else f"{path.suffix or 'this'} is not a format, or not of orders",
            str(path),
            f"Give {', '.join(dict.fromkeys(FORMATS.values()))} ({', '.join(FORMATS)}), "
            "or a recorded history (history.json).",
        )
    by_name: dict[str, RawTable] = {}
    for table in tables:
        twin = by_name.setdefault(table.name.lower(), table)
        if twin is not table:
            mend = "Give one of the logs alone." if table.format == "ocel" else "Rename one of the files."
            raise SourceError(f"the table {table.name} is in {twin.origin} already", table.place, mend)
    return tuple(by_name[name] for name in sorted(by_name))


def load_table(con: duckdb.DuckDBPyConnection, table: RawTable, encoding: str | None = None) -> None:
    """Make `raw.<name>`: a view on Parquet; all else is copied in as text, with whole numbers where a format has them.

    `encoding` is what the mapping declares of a CSV file.
    """
    if encoding is not None and table.format != "csv":
        raise MappingError(
            f"an encoding is declared for {table.name}, which is {table.format}",
            table.place,
            "Only CSV has one; remove it from [encoding] in mapping.toml.",
        )
    table.load(con, encoding)


def format_of(file: Path) -> str | None:
    """Tell a file's format by its ending."""
    name = file.name.lower()
    return next((kind for ending, kind in FORMATS.items() if name.endswith(ending)), None)


def _tables_in(folder: Path) -> tuple[RawTable, ...]:
    """Look at every file that a format claims, and at every subfolder with Parquet in it."""
    if is_partitioned(folder):
        whole = parquet_folder(folder)
        return () if whole is None else (whole,)
    found: list[RawTable] = []
    for each in sorted(folder.iterdir()):
        if format_of(each) is not None:
            found += _tables_of(each)
        elif each.is_dir() and not each.name.startswith("."):
            inside = parquet_folder(each)
            found += [] if inside is None else [inside]
    return tuple(found)


def _tables_of(file: Path) -> tuple[RawTable, ...]:
    kind = format_of(file)
    if kind is None:
        return ()
    if not file.is_file():
        raise SourceError("it is not a file", str(file), f"Give {kind} as one file, or rename the folder.")
    reader = None if file.name.lower().endswith((GZIP, *EVENT_ENDINGS)) else ocel_reader(file)
    if reader is not None:
        return ocel_tables(file, reader)
    if kind == "CSV":
        return (csv_table(file),)
    if kind == "SQLite":
        return sqlite_tables(file)
    if kind == "CloudEvents":
        return (cloudevents_table(file, file.name.removesuffix(GZIP).rpartition(".")[0]),)
    return (parquet_table(file),) if kind == "Parquet" else ()
