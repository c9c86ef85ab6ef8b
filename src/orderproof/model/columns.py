"""How a ledger's data class says what its columns mean; the schemas and the reference page are read off it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping

SQL_TYPES: Mapping[object, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    bool: "BOOLEAN",
    datetime: "TIMESTAMP",
    dict: "MAP(VARCHAR, VARCHAR)",
}
"""Stored type of each Python type. Times are UTC with microseconds; `dict` maps text to text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a ledger.

    `sql_type` is the stored type, `required` means never null, `values` is the closed vocabulary (empty: open),
    `not_negative` holds for amounts and quantities whose sign lives in another column.
    """

    name: str
    sql_type: str
    says: str
    required: bool = False
    values: tuple[str, ...] = ()
    not_negative: bool = False
    envelope: bool = False


def needed(says: str, values: tuple[str, ...] = (), *, not_negative: bool = False) -> Any:  # noqa: ANN401 - a field
    """Declare a column that every row has."""
    return field(metadata={"says": says, "values": values, "required": True, "not_negative": not_negative})


def optional(says: str, values: tuple[str, ...] = (), *, not_negative: bool = False) -> Any:  # noqa: ANN401 - a field
    """Declare a column that a source may lack: absent is unknown, never zero."""
    return field(
        default=None,
        metadata={"says": says, "values": values, "required": False, "not_negative": not_negative},
    )


def columns_of(row_class: type) -> tuple[Column, ...]:
    """Read the columns of a ledger off its data class, in declaration order."""
    hints = get_type_hints(row_class)
    return tuple(
        Column(
            name=each.name,
            sql_type=SQL_TYPES[_plain(hints[each.name])],
            says=each.metadata["says"],
            required=each.metadata["required"],
            values=each.metadata["values"],
            not_negative=each.metadata["not_negative"],
            envelope=each.metadata.get("envelope", False),
        )
        for each in fields(row_class)
    )


def _plain(hint: object) -> object:
    """Strip `| None` and type arguments: `str | None` is str, `dict[str, str] | None` is dict."""
    kinds = [each for each in get_args(hint) if each is not NoneType]
    if NoneType in get_args(hint) and len(kinds) == 1:
        return _plain(kinds[0])
    return get_origin(hint) or hint
