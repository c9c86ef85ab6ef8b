"""A history as an OCEL 2.0 log: every row an event, every column an attribute, and nothing lost on the way back.

The type of an event is that of the row on the wire, `orderproof.<ledger>.<kind>`; its objects are what the row's keys
name (order, line, parcel, payment, ...). A log wants a time for each event: it is `occurred_at`, else the next best
time of the row; what the row really says of time is in its attributes. Money stays integer minor units beside its
currency. The object `history` carries the profile and the notes.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from orderproof.errors import SourceError
from orderproof.history.ocel.json_writer import JsonWriter
from orderproof.history.ocel.sqlite_writer import SqliteWriter
from orderproof.history.quoting import identifier, literal
from orderproof.model.ledgers import COLUMNS, LEDGERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import duckdb

    from orderproof.history.ocel.writing import Attribute, Writer

HISTORY_TYPE, HISTORY = "orderproof.history", "history"
"""The object that says that a log is a history of ours, and what belongs to it beside its rows."""

OBJECTS = {
    "order_id": "order", "line_id": "line", "sku": "sku", "payment_id": "payment", "parcel_id": "parcel",
    "fulfilment_id": "fulfilment", "return_id": "return", "document_id": "document", "notice_id": "notice",
    "command_id": "command", "offer": "offer", "account_id": "account", "entry_id": "entry",
}  # fmt: skip
"""Which columns name an object, and of which type."""

ENDINGS: dict[str, type[SqliteWriter | JsonWriter]] = {
    ".sqlite": SqliteWriter,
    ".json": JsonWriter,
    ".jsonocel": JsonWriter,
}
_TYPES = {"VARCHAR": "string", "BIGINT": "integer", "BOOLEAN": "boolean", "TIMESTAMP": "time"}
_BATCH_ROWS = 10_000
_TIMES = ("occurred_at", "recorded_at", "observed_at", "asked_at")
_NO_TIME = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows by ledger."""

    file: Path
    rows: Mapping[str, int]


def export_ocel(
    con: duckdb.DuckDBPyConnection,
    relations: Mapping[str, str],
    file: Path,
    *,
    profile: str | None = None,
    notes: tuple[str, ...] = (),
) -> Exported:
    """Write ledgers as a log; its ending says the format. `profile` is TOML text.

    Whole or not at all: SourceError where something is there already, or the ending names no format.
    """
    writer_of = ENDINGS.get(file.suffix.lower())
    if writer_of is None:
        raise SourceError(f"{file.suffix or 'no ending'} names no format", str(file), f"Write {', '.join(ENDINGS)}.")
    rows: dict[str, int] = {}
    with _draft(file) as draft, writer_of(draft) as writer:
        _declare(con, relations, writer)
        said = {"profile": profile, "notes": json.dumps(notes, ensure_ascii=False) if notes else None}
        writer.object(HISTORY, HISTORY_TYPE, {name: text for name, text in said.items() if text is not None})
        for object_id, kind in _objects(con, relations):
            writer.object(object_id, kind, {})
        for ledger, relation in relations.items():
            rows[ledger] = _write_rows(con, ledger, relation, writer)
    return Exported(file, rows)


def _declare(con: duckdb.DuckDBPyConnection, relations: Mapping[str, str], writer: Writer) -> None:
    """Tell the types before the first object: an empty ledger has a type and no event."""
    writer.object_type(HISTORY_TYPE, {"profile": "string", "notes": "string"})
    for kind in dict.fromkeys(OBJECTS.values()):
        writer.object_type(kind, {})
    for ledger, relation in relations.items():
        attributes = {each.name: _TYPES.get(each.sql_type, "string") for each in COLUMNS[ledger]}
        column = LEDGERS[ledger].kind_column
        found = con.execute(f"select distinct {column or 'null'} from {relation} order by 1").fetchall()
        for kind in dict.fromkeys(_event_type(ledger, each) for (each,) in found or [(None,)]):
            writer.event_type(kind, attributes)


def _event_type(ledger: str, kind: str | None) -> str:
    return f"orderproof.{ledger}.{kind}" if kind else f"orderproof.{ledger}"


def _objects(con: duckdb.DuckDBPyConnection, relations: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every object that any row names, once."""
    parts = [
        f"select {_object_sql(ledger, column)} as id, {literal(kind)} as kind from {relation} "
        f"where {_object_sql(ledger, column)} is not null"
        for ledger, relation in relations.items()
        for column, kind in _object_columns(ledger).items()
    ]
    if parts:
        found = con.execute(" union ".join(parts))
        while batch := found.fetchmany(_BATCH_ROWS):
            yield from batch


def _object_columns(ledger: str) -> dict[str, str]:
    names = [each.name for each in COLUMNS[ledger]]
    return {column: kind for column, kind in OBJECTS.items() if column in names}


def _object_sql(ledger: str, column: str) -> str:
    """Name an object uniquely over all types; a line is one of its order."""
    name = identifier(column)
    if column == "line_id" and "order_id" in _object_columns(ledger):
        return f"'line:' || order_id || '/' || {name}"
    return f"{literal(OBJECTS[column] + ':')} || {name}"


def _write_rows(con: duckdb.DuckDBPyConnection, ledger: str, relation: str, writer: Writer) -> int:
    """Write one ledger in its stored order; the event's number keeps that."""
    columns = [each.name for each in COLUMNS[ledger]]
    touched = _object_columns(ledger)
    kind_at = columns.index(LEDGERS[ledger].kind_column or "run")
    has_kind = LEDGERS[ledger].kind_column is not None
    times = [columns.index(each) for each in _TIMES]
    named = ", ".join([*map(identifier, columns), *(_object_sql(ledger, each) for each in touched)])
    found = con.execute(f"select {named} from {relation}")
    done = 0
    while batch := found.fetchmany(_BATCH_ROWS):
        for row in batch:
            done += 1
            values = {name: _plain(value) for name, value in zip(columns, row, strict=False) if value is not None}
            time = next((str(_plain(row[at])) for at in times if row[at] is not None), _NO_TIME)
            objects = [
                (object_id, column)
                for column, object_id in zip(touched, row[len(columns) :], strict=True)
                if object_id is not None
            ]
            kind = row[kind_at] if has_kind else None
            writer.event(f"{ledger}-{done}", _event_type(ledger, kind), time, values, objects)
    return done


def _plain(value: Any) -> Attribute:  # noqa: ANN401 - whatever a ledger holds
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


@contextmanager
def _draft(file: Path) -> Iterator[Path]:
    """Give a file to write beside the one that is meant, which it becomes when the block ends well."""
    if file.exists():
        raise SourceError("something is there already", str(file), "Name a file that is not there yet.")
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        draft.replace(file)
    except OSError as error:
        raise SourceError(
            f"it cannot be written ({error.strerror})", str(file), "Name a file that you may write."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
