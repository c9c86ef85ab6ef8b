"""OCEL 2.0 as SQLite: a table for each type of event and of object, and the relations between them."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Self

from orderproof.history.quoting import identifier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from orderproof.history.ocel.writing import Attribute

_TABLES = """
create table event (ocel_id text primary key, ocel_type text not null) without rowid;
create table object (ocel_id text primary key, ocel_type text not null) without rowid;
create table event_object (
    ocel_event_id text not null, ocel_object_id text not null, ocel_qualifier text not null,
    primary key (ocel_event_id, ocel_object_id, ocel_qualifier)
) without rowid;
create table object_object (
    ocel_source_id text not null, ocel_target_id text not null, ocel_qualifier text not null,
    primary key (ocel_source_id, ocel_target_id, ocel_qualifier)
) without rowid;
create table event_map_type (ocel_type text primary key, ocel_type_map text not null);
create table object_map_type (ocel_type text primary key, ocel_type_map text not null);
"""
_SQL_TYPES = {"string": "text", "integer": "integer", "boolean": "boolean", "time": "timestamp"}
_ALWAYS = "1970-01-01T00:00:00Z"


class SqliteWriter:
    """Writes one database in one transaction."""

    def __init__(self, file: Path) -> None:
        """Name the file, which is opened with the block."""
        self._file = file
        self._con: sqlite3.Connection
        self._inserts: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._names: set[str] = set()

    def __enter__(self) -> Self:
        self._con = sqlite3.connect(self._file, isolation_level=None)
        self._con.executescript(f"pragma journal_mode = off; pragma synchronous = off; begin; {_TABLES}")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._con.execute("commit")
        self._con.close()

    def object_type(self, name: str, attributes: Mapping[str, str]) -> None:
        """Make the table of a type of objects."""
        table = self._table("object", name)
        own = {"ocel_id": "text", "ocel_time": "timestamp", "ocel_changed_field": "text"}
        self._make(f"object {name}", table, own, attributes)

    def event_type(self, name: str, attributes: Mapping[str, str]) -> None:
        """Make the table of a type of events."""
        table = self._table("event", name)
        self._make(f"event {name}", table, {"ocel_id": "text primary key", "ocel_time": "timestamp"}, attributes)

    def object(self, object_id: str, kind: str, attributes: Mapping[str, Attribute]) -> None:
        """Write an object into the list of all, and its attributes into its type's table."""
        self._con.execute("insert into object values (?, ?)", (object_id, kind))
        insert, names = self._inserts[f"object {kind}"]
        self._con.execute(insert, (object_id, _ALWAYS, None, *(attributes.get(each) for each in names)))

    def event(
        self,
        event_id: str,
        kind: str,
        time: str,
        attributes: Mapping[str, Attribute],
        objects: Sequence[tuple[str, str]],
    ) -> None:
        """Write an event, its attributes and its objects."""
        self._con.execute("insert into event values (?, ?)", (event_id, kind))
        insert, names = self._inserts[f"event {kind}"]
        self._con.execute(insert, (event_id, time, *(attributes.get(each) for each in names)))
        self._con.executemany(
            "insert into event_object values (?, ?, ?)", [(event_id, each, qualifier) for each, qualifier in objects]
        )

    def _table(self, what: str, name: str) -> str:
        """Name the table of a type by plain letters, each by its own."""
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower().removeprefix("orderproof."))
        chosen, more = plain, 1
        while f"{what}_{chosen}" in self._names:
            more += 1
            chosen = f"{plain}_{more}"
        self._names.add(f"{what}_{chosen}")
        self._con.execute(f"insert into {what}_map_type values (?, ?)", (name, chosen))
        return f"{what}_{chosen}"

    def _make(self, key: str, table: str, own: Mapping[str, str], attributes: Mapping[str, str]) -> None:
        columns = {**own, **{name: _SQL_TYPES[kind] for name, kind in attributes.items()}}
        declared = ", ".join(f"{identifier(name)} {kind}" for name, kind in columns.items())
        self._con.execute(f"create table {identifier(table)} ({declared})")
        self._inserts[key] = (
            f"insert into {identifier(table)} values ({', '.join('?' * len(columns))})",
            tuple(attributes),
        )
