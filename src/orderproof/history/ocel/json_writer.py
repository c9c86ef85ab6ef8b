"""OCEL 2.0 as JSON, one object or event a line; only the types are kept in memory."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from orderproof.history.ocel.writing import Attribute

_ALWAYS = "1970-01-01T00:00:00Z"
_ORDER = ("objectTypes", "eventTypes", "objects", "events")


class JsonWriter:
    """Writes the four lists of a log one after the other, in the order of `_ORDER`."""

    def __init__(self, file: Path) -> None:
        """Name the file, which is opened with the block."""
        self._file = file
        self._text: IO[str]
        self._list = -1
        self._first = True

    def __enter__(self) -> Self:
        self._text = self._file.open("w", encoding="utf-8")
        self._text.write("{")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._go_to(len(_ORDER))
            self._text.write("\n}\n")
        self._text.close()

    def object_type(self, name: str, attributes: Mapping[str, str]) -> None:
        """Declare a type of objects; only before the first type of events."""
        self._write(0, {"name": name, "attributes": _declared(attributes)})

    def event_type(self, name: str, attributes: Mapping[str, str]) -> None:
        """Declare a type of events; only before the first object."""
        self._write(1, {"name": name, "attributes": _declared(attributes)})

    def object(self, object_id: str, kind: str, attributes: Mapping[str, Attribute]) -> None:
        """Write an object; only before the first event."""
        held = [{"name": name, "time": _ALWAYS, "value": value} for name, value in attributes.items()]
        self._write(2, {"id": object_id, "type": kind, "attributes": held, "relationships": []})

    def event(
        self,
        event_id: str,
        kind: str,
        time: str,
        attributes: Mapping[str, Attribute],
        objects: Sequence[tuple[str, str]],
    ) -> None:
        """Write an event."""
        event = {
            "id": event_id,
            "type": kind,
            "time": time,
            "attributes": [{"name": name, "value": value} for name, value in attributes.items()],
            "relationships": [{"objectId": each, "qualifier": qualifier} for each, qualifier in objects],
        }
        self._write(3, event)

    def _write(self, at: int, entry: dict[str, Any]) -> None:
        self._go_to(at)
        self._text.write(("\n" if self._first else ",\n") + json.dumps(entry, ensure_ascii=False))
        self._first = False

    def _go_to(self, at: int) -> None:
        """Close the list that is open and begin all up to the one that is meant."""
        while self._list < at:
            if self._list >= 0:
                self._text.write("\n]")
            self._list += 1
            if self._list < len(_ORDER):
                self._text.write(f"{',' if self._list else ''}\n{json.dumps(_ORDER[self._list])}: [")
                self._first = True


def _declared(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": kind} for name, kind in attributes.items()]
