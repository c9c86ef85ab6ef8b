"""Back from a log that `export` wrote to the rows it was written from, with every check of the wire format."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orderproof.errors import SourceError
from orderproof.history.events import row_of
from orderproof.history.formats.sqlitefile import open_sqlite
from orderproof.history.ocel.export import HISTORY, HISTORY_TYPE
from orderproof.history.ocel.version2 import is_sqlite_log
from orderproof.history.quoting import identifier
from orderproof.model.ledgers import COLUMNS, LEDGERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from orderproof.model.ledgers.envelope import Row

_LOOK_BYTES = 1 << 16
_MAPS = {
    ledger: tuple(each.name for each in columns if each.sql_type.startswith("MAP"))
    for ledger, columns in COLUMNS.items()
}


@dataclass(frozen=True, slots=True)
class Restored:
    """What stood in the log: its ledgers in their order, the profile's TOML text, the notes. Rows come one by one."""

    ledgers: tuple[str, ...]
    rows: Iterator[Row]
    profile: str | None
    notes: tuple[str, ...]


def is_history(file: Path) -> bool:
    """Tell whether a file is a log of ours: it declares the type of object that carries the profile."""
    if file.suffix.lower() in (".json", ".jsonocel"):
        with file.open("rb") as start:
            return HISTORY_TYPE.encode() in start.read(_LOOK_BYTES)
    if not is_sqlite_log(file):
        return False
    with closing(open_sqlite(file)) as database:
        found = database.execute("select 1 from object_map_type where ocel_type = ?", [HISTORY_TYPE]).fetchone()
    return found is not None


def restore_ocel(file: Path) -> Restored:
    """Read a log of ours. SourceError, also while rows are taken, for what is not as it was written."""
    return _from_json(file) if file.suffix.lower() in (".json", ".jsonocel") else _from_sqlite(file)


def _from_json(file: Path) -> Restored:
    try:
        log = json.loads(file.read_bytes())
        kinds = [each["name"] for each in log["eventTypes"]]
        said = next(each for each in log["objects"] if each["id"] == HISTORY)
        about = {each["name"]: each["value"] for each in said["attributes"]}
        events = [(each["id"], each["type"], _attributes(each)) for each in log["events"]]
    except (ValueError, KeyError, TypeError, StopIteration, RecursionError) as error:
        raise SourceError(
            f"this is not a log as `orderproof export` writes it ({type(error).__name__}: {error})",
            str(file),
            "Export the history again.",
        ) from error
    rows = (_row(_ledger(kind, file), event_id, values, file) for event_id, kind, values in events)
    return _restored(kinds, rows, about, file)


def _attributes(event: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each["value"] for each in event["attributes"]}


def _from_sqlite(file: Path) -> Restored:
    try:
        with closing(open_sqlite(file)) as database:
            maps = dict(database.execute("select ocel_type, ocel_type_map from event_map_type order by rowid"))
            (table,) = _one(database, "select ocel_type_map from object_map_type where ocel_type = ?", HISTORY_TYPE)
            profile, notes = _one(
                database, f"select profile, notes from {identifier(f'object_{table}')} where ocel_id = ?", HISTORY
            )
    except sqlite3.Error as error:
        raise _broken(error, file) from error
    about = {name: value for name, value in (("profile", profile), ("notes", notes)) if value is not None}
    return _restored(list(maps), _sqlite_rows(file, maps), about, file)


def _one(database: sqlite3.Connection, sql: str, value: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] | None = database.execute(sql, [value]).fetchone()
    if found is None:
        raise sqlite3.DataError(f"no row of {value}")
    return found


def _sqlite_rows(file: Path, maps: Mapping[str, str]) -> Iterator[Row]:
    try:
        with closing(open_sqlite(file)) as database:
            for kind, table in maps.items():
                ledger = _ledger(kind, file)
                truths = {each.name for each in COLUMNS[ledger] if each.sql_type == "BOOLEAN"}
                found = database.execute(f"select * from {identifier(f'event_{table}')} order by rowid")
                names = [each for each, *_ in found.description]
                for row in found:
                    values = {
                        name: bool(value) if name in truths and value in (0, 1) else value
                        for name, value in zip(names, row, strict=True)
                        if value is not None
                    }
                    values.pop("ocel_time", None)
                    yield _row(ledger, str(values.pop("ocel_id")), values, file)
    except (sqlite3.Error, KeyError) as error:
        raise _broken(error, file) from error


def _restored(kinds: list[str], rows: Iterator[Row], about: Mapping[str, Any], file: Path) -> Restored:
    ledgers = tuple(dict.fromkeys(_ledger(each, file) for each in kinds))
    try:
        notes = tuple(map(str, json.loads(about.get("notes", "[]"))))
    except (ValueError, TypeError) as error:
        raise SourceError("its notes are no list of texts", str(file), "Export the history again.") from error
    return Restored(ledgers, rows, about.get("profile"), notes)


def _ledger(kind: object, file: Path) -> str:
    parts = str(kind).split(".", 2)
    if len(parts) not in (2, 3) or parts[0] != "orderproof" or parts[1] not in LEDGERS:
        raise SourceError(f"the event type {kind!r} is no ledger's", str(file), "Types are orderproof.<ledger>.<kind>.")
    return parts[1]


def _row(ledger: str, event_id: str, values: dict[str, Any], file: Path) -> Row:
    where = f"{file}, event {event_id}"
    for name in _MAPS[ledger]:
        if isinstance(values.get(name), str):
            try:
                values[name] = json.loads(values[name])
            except ValueError as error:
                raise SourceError(f"{name} is no JSON ({error})", where, "Export the history again.") from error
    return row_of(ledger, values, where)


def _broken(error: Exception, file: Path) -> SourceError:
    return SourceError(f"it is no whole log of a history: {error}", str(file), "Export the history again.")
