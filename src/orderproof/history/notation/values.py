"""Text of a story to the value of a column, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from orderproof.errors import InputError, NotationError
from orderproof.history.notation.clock import read_moment, write_distance
from orderproof.history.notation.keys import is_money, is_name
from orderproof.model.money import decimal_text, exponent_of, parse_minor
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from orderproof.model.columns import Column

Value = str | int | bool | datetime | dict[str, str] | None

YES_NO = {"yes": True, "no": False, "true": True, "false": False}
_WHOLE = re.compile(r"[+-]?[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: in which step, at which instant after the story's start, and what is put before names."""

    where: str
    start: datetime
    offset: timedelta
    prefix: str


def read_value(column: Column, text: str, currency: str, place: Place) -> Value:
    """Read a column's text; `currency` is what money in it is in. NotationError for what the column cannot hold."""
    if column.sql_type == "TIMESTAMP":
        return place.start + read_moment(text, place.where).from_start(place.offset)
    if column.sql_type == "BOOLEAN":
        if text not in YES_NO:
            raise NotationError(f"`{text}` is neither yes nor no", place.where, allowed_instead(text, YES_NO))
        return YES_NO[text]
    if column.sql_type == "BIGINT":
        return _number(column, text, currency, place)
    if column.name.endswith("currency"):
        _check_currency(text, place)
    if column.values and text not in column.values:
        mend = allowed_instead(text, column.values)
        raise NotationError(f"`{text}` is no {column.name}", place.where, mend)
    return place.prefix + text if is_name(column.name) else text


def write_value(column: Column, value: Value, currency: str, at: datetime) -> str:
    """Write a value as a text that reads back as the same, in a step at the instant `at`."""
    if isinstance(value, datetime):
        return write_distance(value - at)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return decimal_text(value, currency) if is_money(column) else str(value)
    return str(value)


def _check_currency(text: str, place: Place) -> None:
    try:
        exponent_of(text, place.where)
    except InputError as fault:
        raise NotationError(fault.what, place.where, fault.mend) from fault


def _number(column: Column, text: str, currency: str, place: Place) -> int:
    if is_money(column):
        try:
            number = parse_minor(text, currency, place.where)
        except InputError as fault:
            raise NotationError(fault.what, place.where, fault.mend) from fault
    elif _WHOLE.fullmatch(text):
        number = int(text)
    else:
        raise NotationError(f"`{text}` is no whole number for {column.name}", place.where, "Write digits, as in `2`.")
    if column.not_negative and number < 0:
        raise NotationError(f"{column.name} cannot be negative", place.where, "Use the verb for the other direction.")
    return number
