"""Parquet as a source: one file, or a folder of files that is one table (partitioned by day, say)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import duckdb

from orderproof.errors import SourceError
from orderproof.history.formats.table import RawTable, unglobbed, unread
from orderproof.history.quoting import identifier, literal

if TYPE_CHECKING:
    from pathlib import Path

_TIMES = {
    "TIMESTAMP WITH TIME ZONE": "({0} at time zone 'UTC')",
    "TIMESTAMPTZ_NS": "(cast({0} as TIMESTAMPTZ) at time zone 'UTC')",
    "TIMESTAMP_NS": "cast({0} as TIMESTAMP)",
}


def parquet_table(file: Path) -> RawTable:
    """Return the table that a Parquet file is, named by the file."""
    return RawTable(file.stem, str(file), file.name, "parquet", partial(_load, file.stem, (file,), file))


def parquet_folder(folder: Path) -> RawTable | None:
    """Return the table that a folder of Parquet files is, at any depth, named by the folder; None without any.

    A subfolder like `day=2026-03-01` becomes a column of text. A column that a file lacks is null there.
    """
    files = tuple(sorted(folder.rglob("*.parquet")))
    name = folder.resolve().name
    return RawTable(name, str(folder), name, "parquet", partial(_load, name, files, folder)) if files else None


def is_partitioned(folder: Path) -> bool:
    """Tell a folder that is one table itself: its subfolders are named `column=value`."""
    inside = [each for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")]
    return bool(inside) and all("=" in each.name for each in inside)


def _load(
    name: str, files: tuple[Path, ...], place: Path, con: duckdb.DuckDBPyConnection, _encoding: str | None
) -> None:
    """Make the view; times with a zone become UTC here, so that no mapping has to think of it."""
    names = f"[{', '.join(literal(unglobbed(each)) for each in files)}]"
    types = {file: _columns(con, file) for file in files}
    _refuse_two_types(types)
    parts = ", hive_partitioning = true, hive_types_autocast = false, union_by_name = true" if place.is_dir() else ""
    scan = f"read_parquet({names}{parts})"
    try:
        columns = con.execute(f"describe select * from {scan}").fetchall()
    except duckdb.Error as error:
        raise unread(error, str(place), "it cannot be read as parquet", "Write the files anew.") from error
    times = [
        f"{_TIMES[kind].format(identifier(each))} as {identifier(each)}" for each, kind, *_ in columns if kind in _TIMES
    ]
    replaced = f" replace ({', '.join(times)})" if times else ""
    con.execute(f"create view raw.{identifier(name)} as select *{replaced} from {scan}")


def _columns(con: duckdb.DuckDBPyConnection, file: Path) -> dict[str, str]:
    scan = f"read_parquet({literal(unglobbed(file))}, hive_partitioning = false)"
    try:
        return {name: kind for name, kind, *_ in con.execute(f"describe select * from {scan}").fetchall()}
    except duckdb.Error as error:
        raise unread(error, str(file), "it cannot be read as parquet", "Write the file anew.") from error


def _refuse_two_types(types: dict[Path, dict[str, str]]) -> None:
    """One column has one type in all files: what DuckDB would cast in silence is said instead."""
    seen: dict[str, tuple[str, Path]] = {}
    for file, columns in types.items():
        for name, kind in columns.items():
            first, there = seen.setdefault(name, (kind, file))
            if kind != first:
                raise SourceError(
                    f"the column {name} is {kind} here and {first} in {there.parent.name}/{there.name}",
                    str(file),
                    "Write all files of the folder with the same types.",
                )
