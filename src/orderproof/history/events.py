"""One row as it goes over the wire: a CloudEvent whose type names the ledger and kind, and back with every check.

`id`, `source`, `time`, `sequence` and `recordedtime` are the row's row_id, source, occurred_at, seq and recorded_at;
everything else is in `data`, absent where it is null. Times are UTC with a Z. Sequence numbers are text, as the
CloudEvents sequence extension wants it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from orderproof.errors import SourceError
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.model.columns import Column
    from orderproof.model.ledgers.envelope import Row

Json = str | int | bool | dict[str, str] | None

_CONTEXT = {"row_id": "id", "source": "source", "occurred_at": "time", "seq": "sequence", "recorded_at": "recordedtime"}
_ATTRIBUTES = ("specversion", "id", "source", "type", "subject", "time", "sequence", "recordedtime", "data")
_BY_NAME: Mapping[str, Mapping[str, Column]] = {
    ledger: {each.name: each for each in columns} for ledger, columns in COLUMNS.items()
}
_INT64 = range(-(2**63), 2**63)


def event_line(row: Row) -> str:
    """Write a row as one line of JSON, without its newline."""
    data = plain_row(row)
    context = {attribute: data.pop(column, None) for column, attribute in _CONTEXT.items()}
    kind = data.get(row.kind_column) if row.kind_column else None
    event = {
        "specversion": "1.0",
        "id": context["id"],
        "source": context["source"],
        "type": f"orderproof.{row.ledger}.{kind}" if kind else f"orderproof.{row.ledger}",
        "subject": data.get(row.keys[0]),
        "time": context["time"],
        "sequence": None if context["sequence"] is None else str(context["sequence"]),
        "recordedtime": context["recordedtime"],
    }
    said = {key: value for key, value in event.items() if value is not None}
    return json.dumps(said | {"data": data}, ensure_ascii=False, separators=(",", ":"))


def plain_row(row: Row) -> dict[str, Json]:
    """Return a row's columns that are not null as JSON values: times as UTC text with a Z."""
    plain: dict[str, Json] = {}
    for name in _BY_NAME[row.ledger]:
        value = getattr(row, name)
        if value is not None:
            plain[name] = _utc_text(value) if isinstance(value, datetime) else value
    return plain


def read_event(line: bytes, where: str) -> Row:
    """Read one line as a row. SourceError says `where`, which field, and what is allowed there."""
    event = _parsed(line, where)
    _known(event, _ATTRIBUTES, "field", where)
    ledger = _ledger_of(event.get("type"), where)
    data = event.get("data")
    if not isinstance(data, dict):
        raise SourceError("data is missing or no object", where, "Put the ledger's own columns into data.")
    _known(data, [name for name in _BY_NAME[ledger] if name not in _CONTEXT], f"column of {ledger}", where)
    context = {column: event[attribute] for column, attribute in _CONTEXT.items() if attribute in event}
    return row_of(ledger, data | context, where)


def row_of(ledger: str, given: dict[str, object], where: str) -> Row:
    """Make a row of JSON values by column; null is absent. SourceError says `where`, which column, what is allowed."""
    columns = _BY_NAME[ledger]
    _known(given, tuple(columns), f"column of {ledger}", where)
    values: dict[str, Any] = {
        name: _value(given[name], columns[name], where) for name in given if given[name] is not None
    }
    for name, column in columns.items():
        if column.required and name not in ("run", "certainty") and values.get(name, "") == "":
            raise SourceError(f"{_CONTEXT.get(name, name)} is missing", where, f"Every row has it: {column.says}.")
    return LEDGERS[ledger](**values)


def _parsed(line: bytes, where: str) -> dict[str, object]:
    try:
        event = json.loads(line.decode("utf-8"), object_pairs_hook=_no_duplicates)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"this is not a line of JSON ({error})", where, "Each line is one JSON object.") from error
    if not isinstance(event, dict):
        raise SourceError("this is not a JSON object", where, "Each line is one JSON object.")
    return event


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {twice!r} stands there twice")
    return found


def _known(given: dict[str, object], allowed: tuple[str, ...] | list[str], what: str, where: str) -> None:
    for name in given:
        if name not in allowed:
            raise SourceError(f"{name!r} is no {what}", where, allowed_instead(name, allowed))


def _ledger_of(event_type: object, where: str) -> str:
    parts = event_type.split(".", 2) if isinstance(event_type, str) else []
    if len(parts) not in (2, 3) or parts[0] != "orderproof":
        raise SourceError(f"type {event_type!r} is unknown", where, "Types are orderproof.<ledger>.<kind>.")
    if parts[1] not in LEDGERS:
        raise SourceError(f"{parts[1]!r} is no ledger", where, allowed_instead(parts[1], LEDGERS))
    return parts[1]


def _value(value: object, column: Column, where: str) -> object:
    """Check one JSON value against its column; `sequence` may be a number or its text."""
    name = _CONTEXT.get(column.name, column.name)
    if column.sql_type == "VARCHAR" and isinstance(value, str):
        return value
    if column.sql_type == "BIGINT":
        number = _whole(value) if column.name == "seq" else value
        if isinstance(number, int) and not isinstance(number, bool) and number in _INT64:
            return number
    if column.sql_type == "BOOLEAN" and isinstance(value, bool):
        return value
    if column.sql_type == "TIMESTAMP" and isinstance(value, str):
        return _instant(value, name, where)
    if column.sql_type.startswith("MAP") and isinstance(value, dict):
        if all(isinstance(each, str) for each in value.values()):
            return value
        raise SourceError(f"{name} holds more than texts", where, "Write every value of it in quotes.")
    raise SourceError(f"{name} is {value!r}", where, f"{column.says}: {_EXPECTED[column.sql_type]}.")


_EXPECTED = {
    "VARCHAR": "text",
    "BIGINT": "a whole number of 64 bits; money is minor units",
    "BOOLEAN": "true or false",
    "TIMESTAMP": "a UTC time like 2018-10-17T08:30:00Z",
    "MAP(VARCHAR, VARCHAR)": "an object of texts",
}


def _whole(value: object) -> object:
    digits = value.removeprefix("-") if isinstance(value, str) else ""
    return int(str(value)) if digits.isascii() and digits.isdigit() and len(digits) < 20 else value  # noqa: PLR2004 - 64 bits


def _instant(text: str, name: str, where: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        return instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant
    except (ValueError, OverflowError) as error:
        raise SourceError(
            f"{name} is {text!r}, no time ({error})", where, f"Write {_EXPECTED['TIMESTAMP']}."
        ) from error


def _utc_text(instant: datetime) -> str:
    utc = instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant
    return utc.isoformat() + "Z"
