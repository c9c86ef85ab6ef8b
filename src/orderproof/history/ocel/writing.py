"""What the writers of both formats take: types first, then objects, then events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Attribute = str | int | bool
"""A value of a log: times are UTC text with a Z, maps are JSON text."""


class Writer(Protocol):
    """Writes one log. Every id is given once; attributes that are absent are not given."""

    def object_type(self, name: str, attributes: Mapping[str, str]) -> None:
        """Declare a type of objects, its attributes each with its OCEL type."""

    def event_type(self, name: str, attributes: Mapping[str, str]) -> None:
        """Declare a type of events."""

    def object(self, object_id: str, kind: str, attributes: Mapping[str, Attribute]) -> None:
        """Write an object; its attributes held from the beginning."""

    def event(
        self,
        event_id: str,
        kind: str,
        time: str,
        attributes: Mapping[str, Attribute],
        objects: Sequence[tuple[str, str]],
    ) -> None:
        """Write an event with the objects that it touches, each with its qualifier."""
