"""OCEL 2.0: events, objects and qualified relations between them, as JSON or as SQLite with a table for each type."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from orderproof.errors import SourceError
from orderproof.history.formats.sqlitefile import as_text, open_sqlite
from orderproof.history.ocel.words import Log, json_of, list_in, objects_in, text_of, unknown_object, value_of
from orderproof.history.quoting import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Rows = Iterator[tuple[str | None, ...]]

CORE = ("event", "object", "event_object", "object_object", "event_map_type", "object_map_type")
"""The tables that every OCEL 2.0 database has."""

_OWN_COLUMNS = ("ocel_id", "ocel_time", "ocel_changed_field")


def is_sqlite_log(file: Path) -> bool:
    """Tell a database that is an event log by the names of its tables; a file that is no database is none."""
    try:
        with closing(open_sqlite(file)) as database:
            names = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
    except sqlite3.Error:
        return False
    return {"event_map_type", "object_map_type"} <= names


def json_log_2(file: Path) -> Log:
    """Read a JSON log of version 2.0; the whole file is in memory while it is read."""
    log = objects_in(json_of(file), "the log", str(file))
    objects = list(_named(log, "objects", file))
    events = list(_named(log, "events", file))
    kinds = {each["id"]: text_of(each.get("type"), f"{where}, type") for where, each in objects}
    for where, each in (*events, *objects):
        for to, _ in _relations(each, where):
            if to not in kinds:
                raise unknown_object(to, where)
    for where, each in events:
        text_of(each.get("type"), f"{where}, type")
        text_of(each.get("time"), f"{where}, time")
    return {
        "ocel_events": lambda: ((each["id"], each["type"], each["time"]) for _, each in events),
        "ocel_event_attributes": lambda: (
            (each["id"], name, value) for where, each in events for name, value, _ in _attributes(each, where)
        ),
        "ocel_event_objects": lambda: (
            (each["id"], to, kinds[to], how) for where, each in events for to, how in _relations(each, where)
        ),
        "ocel_objects": lambda: iter(kinds.items()),
        "ocel_object_attributes": lambda: (
            (each["id"], *attribute) for where, each in objects for attribute in _attributes(each, where)
        ),
        "ocel_object_objects": lambda: (
            (each["id"], to, qualifier) for where, each in objects for to, qualifier in _relations(each, where)
        ),
    }


def sqlite_log(file: Path) -> Log:
    """Read a database of version 2.0, row by row."""
    with closing(open_sqlite(file)) as database:
        there = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
        missing = [each for each in CORE if each not in there]
        if missing:
            raise SourceError(
                f"the table {missing[0]} is missing", str(file), f"An OCEL 2.0 database has {', '.join(CORE)}."
            )
        event_tables, object_tables = _type_tables(database, "event"), _type_tables(database, "object")
        for table in (*event_tables, *object_tables):
            if table not in there:
                raise SourceError(f"the table {table} is missing", str(file), "The log names a type of that table.")
    timed = " union all ".join(f"select ocel_id, ocel_time from {identifier(each)}" for each in event_tables)
    return {
        "ocel_events": lambda: _query(
            file,
            "select e.ocel_id, e.ocel_type, t.ocel_time from event e "
            f"left join ({timed or 'select null as ocel_id, null as ocel_time'}) t on t.ocel_id = e.ocel_id",
            absent="it has no time",
        ),
        "ocel_event_attributes": lambda: (row[:3] for each in event_tables for row in _unpivoted(file, each)),
        "ocel_event_objects": lambda: _query(
            file,
            "select r.ocel_event_id, r.ocel_object_id, o.ocel_type, r.ocel_qualifier from event_object r "
            "left join object o on o.ocel_id = r.ocel_object_id",
            absent="the object {0!r} is not in the log",
        ),
        "ocel_objects": lambda: _query(file, "select ocel_id, ocel_type from object"),
        "ocel_object_attributes": lambda: (row for each in object_tables for row in _unpivoted(file, each)),
        "ocel_object_objects": lambda: _query(
            file, "select ocel_source_id, ocel_target_id, ocel_qualifier from object_object"
        ),
    }


def _type_tables(database: sqlite3.Connection, what: str) -> tuple[str, ...]:
    found = database.execute(f"select ocel_type_map from {what}_map_type order by rowid")
    return tuple(f"{what}_{name}" for (name,) in found)


def _query(file: Path, sql: str, absent: str | None = None) -> Rows:
    """Yield rows as text; `absent` says what is wrong where the third column, which a join fills, is null."""
    with closing(open_sqlite(file)) as database:
        for row in database.execute(sql):
            if absent is not None and row[2] is None:
                what = absent.format(row[1])
                raise SourceError(what, f"{file}, event {row[0]}", "List it in the table of its type.")
            yield tuple(map(as_text, row))


def _unpivoted(file: Path, table: str) -> Rows:
    """Yield id, name, value and time of every attribute; a row that tells of one changed field tells only that."""
    with closing(open_sqlite(file)) as database:
        columns = [name for _, name, *_ in database.execute(f"pragma table_info({identifier(table)})")]
        at = {name: columns.index(name) for name in _OWN_COLUMNS if name in columns}
        for row in database.execute(f"select * from {identifier(table)}"):
            changed = row[at["ocel_changed_field"]] if "ocel_changed_field" in at else None
            time = as_text(row[at["ocel_time"]]) if "ocel_time" in at else None
            for name, value in zip(columns, row, strict=True):
                if name not in at and value is not None and changed in (None, name):
                    yield as_text(row[at["ocel_id"]]), name, as_text(value), time


def _named(log: Any, key: str, file: Path) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON
    seen: set[str] = set()
    for number, each in enumerate(list_in(log.get(key), key, str(file)), 1):
        where = f"{file}, {key}[{number}]"
        name = text_of(objects_in(each, "it", where).get("id"), f"{where}, id")
        if name in seen:
            raise SourceError(f"the id {name!r} is there twice", where, "Give each an id of its own.")
        seen.add(name)
        yield f"{file}, {key[:-1]} {name}", each


def _attributes(said: dict[str, Any], where: str) -> Iterator[tuple[str | None, ...]]:
    for each in list_in(said.get("attributes"), "attributes", where):
        given = objects_in(each, "an attribute", where)
        yield text_of(given.get("name"), where), value_of(given.get("value")), given.get("time")


def _relations(said: dict[str, Any], where: str) -> Iterator[tuple[str, str | None]]:
    for each in list_in(said.get("relationships"), "relationships", where):
        given = objects_in(each, "a relationship", where)
        yield text_of(given.get("objectId"), where), given.get("qualifier")
