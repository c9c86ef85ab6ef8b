"""What both versions of the log format have in common: how a log is handed on, and how its JSON is opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from orderproof.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

Log = Mapping[str, Callable[[], Iterator[tuple[str | None, ...]]]]
"""By table: what makes its rows anew, with times as they stand there."""

VERSION_1, VERSION_2 = "1.0", "2.0"
_LOOK_BYTES = 1 << 16
_TELLTALES = {VERSION_1: ('"ocel:',), VERSION_2: ('"objectTypes"', '"eventTypes"', '"relationships"')}
_SHOWN_MAX = 60


def looks_like(file: Path) -> str | None:
    """Tell the version of a JSON log by its first bytes; None where it is something else."""
    with file.open("rb") as start:
        text = start.read(_LOOK_BYTES).decode("utf-8", errors="replace")
    return next((version for version, marks in _TELLTALES.items() if any(each in text for each in marks)), None)


def json_of(file: Path) -> Any:  # noqa: ANN401 - JSON
    """Read a JSON file whole, its numbers as the text that stands there."""
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"this is not JSON ({error})", str(file), "Write the log anew, whole.") from error


def text_of(value: object, where: str) -> str:
    """Expect a name or id: text that is not empty."""
    if not isinstance(value, str) or not value:
        raise SourceError(f"{shown(value)} is not a name", where, "Ids, types and activities are texts.")
    return value


def value_of(value: object) -> str | None:
    """Write an attribute's value as text; true and false in words, all else that is no text as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def objects_in(value: object, what: str, where: str) -> Mapping[str, Any]:
    """Expect a JSON object; absent is empty."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SourceError(f"{what} is {shown(value)}", where, f"{what} is a JSON object.")
    return value


def list_in(value: object, what: str, where: str) -> list[Any]:
    """Expect a list; absent is empty."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise SourceError(f"{what} is {shown(value)}", where, f"{what} is a list.")
    return value


def unknown_object(object_id: str, where: str) -> SourceError:
    """Say that an event or object points at nothing."""
    return SourceError(f"the object {object_id!r} is not in the log", where, "List every object that is pointed at.")


def shown(value: object) -> str:
    """Show a value in an error, cut where it is long."""
    text = repr(value)
    return text if len(text) <= _SHOWN_MAX else f"{text[:_SHOWN_MAX]}..."
