"""An object-centric event log as raw tables, which are the same six whatever version and format it comes in.

    ocel_events             event_id, activity, time (UTC)
    ocel_event_attributes   event_id, name, value
    ocel_event_objects      event_id, object_id, object_type, qualifier
    ocel_objects            object_id, object_type
    ocel_object_attributes  object_id, name, value, time (UTC; absent: always so)
    ocel_object_objects     source_id, target_id, qualifier

Values are text with all their digits; a number never passes through a float.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from orderproof.errors import SourceError
from orderproof.history.formats.sqlitefile import sqlite_tables
from orderproof.history.formats.table import RawTable, fill
from orderproof.history.ocel.version1 import csv_log, is_csv_log, json_log_1
from orderproof.history.ocel.version2 import is_sqlite_log, json_log_2, sqlite_log
from orderproof.history.ocel.words import VERSION_1, VERSION_2, Log, looks_like

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

TABLES = {
    "ocel_events": {"event_id": "VARCHAR", "activity": "VARCHAR", "time": "TIMESTAMP"},
    "ocel_event_attributes": {"event_id": "VARCHAR", "name": "VARCHAR", "value": "VARCHAR"},
    "ocel_event_objects": {
        "event_id": "VARCHAR", "object_id": "VARCHAR", "object_type": "VARCHAR", "qualifier": "VARCHAR",
    },
    "ocel_objects": {"object_id": "VARCHAR", "object_type": "VARCHAR"},
    "ocel_object_attributes": {
        "object_id": "VARCHAR", "name": "VARCHAR", "value": "VARCHAR", "time": "TIMESTAMP",
    },
    "ocel_object_objects": {"source_id": "VARCHAR", "target_id": "VARCHAR", "qualifier": "VARCHAR"},
}  # fmt: skip

_JSON_ENDINGS = (".json", ".jsonocel")


def ocel_reader(file: Path) -> Callable[[Path], Log] | None:
    """Tell how a file is read as an object-centric log; None where it is none. Looks at its beginning only."""
    ending = file.suffix.lower()
    if ending in _JSON_ENDINGS:
        found = looks_like(file)
        if found is None and ending != _JSON_ENDINGS[0]:
            return json_log_2
        return {VERSION_1: json_log_1, VERSION_2: json_log_2}.get(found or "")
    if ending == ".csv":
        return csv_log if is_csv_log(file) else None
    return sqlite_log if is_sqlite_log(file) else None


def ocel_tables(file: Path, read: Callable[[Path], Log]) -> tuple[RawTable, ...]:
    """List the six tables of a log, and of a SQLite file also its own."""
    own = sqlite_tables(file) if read is sqlite_log else ()
    kept: list[Log] = []
    load = partial(_load, file, read, kept)
    return (*(RawTable(name, str(file), file.name, "ocel", partial(load, name)) for name in TABLES), *own)


def _load(
    file: Path,
    read: Callable[[Path], Log],
    kept: list[Log],
    name: str,
    con: duckdb.DuckDBPyConnection,
    _encoding: str | None,
) -> None:
    """Fill one table. The file is parsed once, for whichever table comes first."""
    if not kept:
        kept.append(read(file))
    columns = TABLES[name]
    at = tuple(columns).index("time") if "time" in columns else None
    try:
        rows = kept[0][name]()
        fill(con, name, columns, rows if at is None else _timed(rows, at, str(file)))
    except sqlite3.Error as error:
        raise SourceError(
            f"it is no whole OCEL 2.0 database: {error}", str(file), "Write the log anew, with all its tables."
        ) from error


def _timed(rows: Iterator[tuple[str | None, ...]], at: int, where: str) -> Iterator[tuple[object, ...]]:
    """Read times: with an offset they become UTC, without one they are UTC, as the standard has it."""
    for row in rows:
        yield (*row[:at], _instant(row[at], f"{where}, {row[0]}"), *row[at + 1 :])


def _instant(text: str | None, where: str) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text.strip())
        return instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant
    except (ValueError, OverflowError) as error:
        raise SourceError(
            f"{text!r} is no time ({error})", where, "Times are written like 2018-10-17T08:30:00Z."
        ) from error
