"""OCEL 1.0: events that name the objects they touch, as CSV with a column for each object type, or as JSON."""

from __future__ import annotations

import ast
import csv
from typing import TYPE_CHECKING, Any

from orderproof.errors import SourceError
from orderproof.history.ocel.words import Log, json_of, list_in, objects_in, text_of, unknown_object, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ID, _ACTIVITY, _TIME, _TYPE = "ocel:eid", "ocel:activity", "ocel:timestamp", "ocel:type:"
_NOTHING = ("", "[]", "nan", "NaN", "None")


def is_csv_log(file: Path) -> bool:
    """Tell an event log by its first line."""
    with file.open("rb") as lines:
        return _ID in lines.readline(1 << 16).decode("utf-8", errors="replace")


def csv_log(file: Path) -> Log:
    """Read a CSV log; objects have no attributes there, and events no qualifiers."""
    events: list[tuple[str | None, ...]] = []
    attributes: list[tuple[str | None, ...]] = []
    touched: list[tuple[str | None, ...]] = []
    objects: dict[tuple[str, str], None] = {}
    for where, row in _csv_rows(file):
        event_id = text_of(row[_ID], f"{where}, {_ID}")
        events.append((event_id, text_of(row[_ACTIVITY], f"{where}, {_ACTIVITY}"), text_of(row[_TIME], where)))
        for name, value in row.items():
            if name.startswith(_TYPE):
                kind = name.removeprefix(_TYPE)
                for each in _listed(value, f"{where}, {name}"):
                    touched.append((event_id, each, kind, ""))
                    objects[each, kind] = None
            elif name not in (_ID, _ACTIVITY, _TIME) and value != "":
                attributes.append((event_id, name, value))
    return _log(events, attributes, touched, list(objects), [])


def json_log_1(file: Path) -> Log:
    """Read a JSON log of version 1.0."""
    log = objects_in(json_of(file), "the log", str(file))
    found = objects_in(log.get("ocel:objects"), "ocel:objects", str(file))
    kinds = {
        each: text_of(_of(said, "ocel:type", f"{file}, object {each}"), f"{file}, object {each}, ocel:type")
        for each, said in found.items()
    }
    of_objects: list[tuple[str | None, ...]] = [
        (each, name, value_of(value), None)
        for each, said in found.items()
        for name, value in objects_in(said.get("ocel:ovmap"), "ocel:ovmap", f"{file}, object {each}").items()
    ]
    events: list[tuple[str | None, ...]] = []
    attributes: list[tuple[str | None, ...]] = []
    touched: list[tuple[str | None, ...]] = []
    for event_id, said in objects_in(log.get("ocel:events"), "ocel:events", str(file)).items():
        where = f"{file}, event {event_id}"
        activity, time = (text_of(_of(said, each, where), f"{where}, {each}") for each in (_ACTIVITY, _TIME))
        events.append((event_id, activity, time))
        for name, value in objects_in(said.get("ocel:vmap"), "ocel:vmap", where).items():
            attributes.append((event_id, name, value_of(value)))
        for each in list_in(said.get("ocel:omap"), "ocel:omap", where):
            if each not in kinds:
                raise unknown_object(each, where)
            touched.append((event_id, each, kinds[each], ""))
    return _log(events, attributes, touched, list(kinds.items()), of_objects)


def _log(
    events: list[tuple[str | None, ...]],
    attributes: list[tuple[str | None, ...]],
    touched: list[tuple[str | None, ...]],
    objects: list[tuple[str, str]],
    of_objects: list[tuple[str | None, ...]],
) -> Log:
    return {
        "ocel_events": lambda: iter(events),
        "ocel_event_attributes": lambda: iter(attributes),
        "ocel_event_objects": lambda: iter(touched),
        "ocel_objects": lambda: iter(objects),
        "ocel_object_attributes": lambda: iter(of_objects),
        "ocel_object_objects": lambda: iter(()),
    }


def _csv_rows(file: Path) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            lines = csv.reader(text, strict=True)
            header = next(lines)
            missing = [each for each in (_ACTIVITY, _TIME) if each not in header]
            if missing:
                raise SourceError(f"the column {missing[0]} is missing", f"{file}, line 1", "Every event has it.")
            for row in lines:
                where = f"{file}, line {lines.line_num}"
                if len(row) != len(header):
                    what = f"this row is broken: it has {len(row)} fields, the header has {len(header)}"
                    raise SourceError(what, where, "Mend or remove the row.")
                yield where, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise SourceError(f"this row is broken: {error}", f"{file}, line {lines.line_num}", "Mend the row.") from error
    except UnicodeDecodeError as error:
        raise SourceError("it is not UTF-8 text", str(file), "Save the log as UTF-8.") from error


def _listed(text: str, where: str) -> list[str]:
    """Read a cell like ['880001', '880004']."""
    if text.strip() in _NOTHING:
        return []
    try:
        found = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, RecursionError) as error:
        raise SourceError(f"{text!r} is no list of objects", where, "Write it like ['o1', 'o2'].") from error
    if not isinstance(found, list):
        raise SourceError(f"{text!r} is no list of objects", where, "Write it like ['o1', 'o2'].")
    return [each if isinstance(each, str) else str(each) for each in found]


def _of(said: object, key: str, where: str) -> Any:  # noqa: ANN401 - JSON
    return objects_in(said, "it", where).get(key)
