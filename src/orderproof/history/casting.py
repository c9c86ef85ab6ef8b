"""From what a mapping's SQL gives to a ledger's types: nothing is rounded, and no time zone is dropped silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.errors import MappingError, SourceError
from orderproof.history.quoting import literal
from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from orderproof.model.columns import Column

_MARK = "cast\x1f"
_INTEGERS = frozenset(
    ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")
)
_TEXT_TIME = "case when isfinite(try_cast({0} as TIMESTAMPTZ)) then try_cast({0} as TIMESTAMPTZ) at time zone 'UTC' end"
_TEXT_WHOLE = "case when regexp_full_match(trim({0}), '[+-]?[0-9]+') then try_cast(trim({0}) as BIGINT) end"
_SURE = {
    ("TIMESTAMP", "DATE"): "cast({0} as TIMESTAMP)",
    ("TIMESTAMP", "TIMESTAMP_S"): "cast({0} as TIMESTAMP)",
    ("TIMESTAMP", "TIMESTAMP_MS"): "cast({0} as TIMESTAMP)",
    ("TIMESTAMP", "TIMESTAMP_NS"): "cast({0} as TIMESTAMP)",
    ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"): "({0} at time zone 'UTC')",
    ("TIMESTAMP", "TIMESTAMPTZ_NS"): "(cast({0} as TIMESTAMPTZ) at time zone 'UTC')",
}
_UNSURE = {
    ("TIMESTAMP", "VARCHAR"): _TEXT_TIME,
    ("BIGINT", "VARCHAR"): _TEXT_WHOLE,
    ("BOOLEAN", "VARCHAR"): "try_cast({0} as BOOLEAN)",
}
_KINDS = {
    "BIGINT": "a whole number of 64 bits",
    "TIMESTAMP": "a time",
    "BOOLEAN": "true or false",
    "MAP(VARCHAR, VARCHAR)": "a map of texts",
}
_MENDS = {
    "BIGINT": "Whole numbers are wanted; write money as minor(amount, currency).",
    "TIMESTAMP": "Times are written like 2018-10-17 13:22:00, or read with strptime(column, format).",
    "BOOLEAN": "Write true or false.",
    "MAP(VARCHAR, VARCHAR)": "Give a map from text to text: map {'total': '20.00'}.",
}


def cast_expression(column: Column, given: str, place: str) -> str:
    """Return SQL that casts a given type to the column's, and stops at the first value that does not fit.

    The query must have a column `row_id`, which the error names. Raises MappingError where no value could fit, or
    where a cast would round.
    """
    name, wanted = f'"{column.name}"', column.sql_type
    if given == wanted:
        return name
    if wanted == "VARCHAR" or given == '"NULL"':
        return f"cast({name} as {wanted})"
    if (wanted, given) in _SURE:
        return _SURE[wanted, given].format(name)
    tried = _UNSURE.get((wanted, given), "").format(name)
    if wanted in ("BIGINT", "BOOLEAN") and _is_whole(given):
        within = f"case when {name} in (0, 1) then {name} end" if wanted == "BOOLEAN" else name
        tried = f"try_cast({within} as {wanted})"
    if wanted.startswith("MAP") and given.startswith("MAP"):
        tried = f"try_cast({name} as {wanted})"
    if not tried:
        raise MappingError(f"{column.name} is {given}, the ledger wants {wanted}", place, _MENDS[wanted])
    told = " || chr(31) || ".join(
        (literal(_MARK + column.name), "coalesce(cast(row_id as VARCHAR), '?')", f"cast({name} as VARCHAR)", "''")
    )
    return f"case when {name} is not null and {tried} is null then error({told}) else {tried} end"


def cast_error(message: str, ledger: str, place: str) -> SourceError | None:
    """Turn what the cast raised into a sentence; None when the message is another's."""
    _, marked, rest = message.partition(_MARK)
    if not marked:
        return None
    column, row_id, value = rest.split("\x1f")[:3]
    wanted = next(each.sql_type for each in COLUMNS[ledger] if each.name == column)
    return SourceError(
        f"{ledger}.{column} is {value!r}, which is not {_KINDS[wanted]}",
        f"{place}, row {row_id}",
        _MENDS[wanted],
    )


def _is_whole(given: str) -> bool:
    """Tell integers, and decimals without a fraction."""
    return given in _INTEGERS or (given.startswith("DECIMAL(") and given.endswith(",0)"))
