"""Nothing is judged before it is read rightly: every ledger is checked in one pass, and the first fault is told.

Stops everything (SourceError): a required column that is null or empty, a word outside its vocabulary, a currency that
is none, a negative amount or quantity where the sign lives elsewhere, a time that no calendar of an order holds.
Does not: duplicates, contradictions, several currencies in an order, dangling references, clocks in disorder, statuses
that the profile does not map. Those are evidence, and rules find them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orderproof.errors import SourceError
from orderproof.history.engine import FAULTS
from orderproof.history.formats.table import unread
from orderproof.history.quoting import literal, literals
from orderproof.model.iso4217 import EXPONENTS
from orderproof.model.ledgers import COLUMNS
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from orderproof.history.engine import Engine
    from orderproof.model.columns import Column

FIRST_TIME, LAST_TIME = "1000-01-01", "9000-01-01"
"""Recorded times lie between these; the judge uses both ends for `always before` and `never`."""

_SIGNED_STOCK_KINDS = ("adjust", "count")


@dataclass(frozen=True, slots=True)
class _Fault:
    """A condition that no row may fulfil, and the sentence for one that does; {value} is the column's."""

    column: str
    condition: str
    says: str
    mend: str
    allowed: tuple[str, ...] = ()


def check_ledgers(con: Engine, relations: Mapping[str, str], origin: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Check all ledgers and return, by ledger, the columns in which at least one row has a value.

    `relations` have all columns of their ledger with the stored types; `origin` names their files for the errors.
    """
    return {ledger: _check(con, ledger, relation, origin[ledger]) for ledger, relation in relations.items()}


def _check(con: Engine, ledger: str, relation: str, origin: str) -> frozenset[str]:
    columns = COLUMNS[ledger]
    faults = tuple(_faults(ledger))
    counts = [f"count({each.name})" for each in columns] + [f"count_if({each.condition})" for each in faults]
    try:
        found = con.execute(f"select {', '.join(counts)} from {relation}").fetchone() or ()
    except FAULTS as error:
        raise unread(error, origin, f"{ledger} cannot be read", "Write the file anew.") from error
    for fault, rows in zip(faults, found[len(columns) :], strict=True):
        if rows:
            raise _sentence(con, ledger, relation, origin, fault, rows)
    return frozenset(each.name for each, rows in zip(columns, found, strict=False) if rows)


def _faults(ledger: str) -> Iterator[_Fault]:
    for column in COLUMNS[ledger]:
        yield from _column_faults(column)
    if ledger == "stock_moves":
        yield _Fault(
            "quantity",
            f"quantity < 0 and kind not in ({literals(_SIGNED_STOCK_KINDS)})",
            "{column} is {value}",
            "Only adjust and count are signed; every other kind says by its name where the units go.",
        )


def _column_faults(column: Column) -> Iterator[_Fault]:
    name = column.name
    if column.required:
        yield _Fault(name, f"{name} is null", "{column} is missing", f"Every row needs one: {column.says}.")
    if column.required and column.sql_type == "VARCHAR" and name != "row_id":
        yield _Fault(name, f"{name} = ''", "{column} is empty", f"Every row needs one: {column.says}.")
    if column.values:
        yield _Fault(
            name,
            f"{name} not in ({literals(column.values)})",
            "{column} is {value!r}",
            "Map it to the ledger's words in the SQL.",
            column.values,
        )
    if name.endswith("currency"):
        currencies = tuple(EXPONENTS)
        no_currency = "{value!r} in {column} is no ISO 4217 currency"
        yield _Fault(name, f"{name} not in ({literals(currencies)})", no_currency, "Write its code.", currencies)
    if column.not_negative:
        mend = "Give it without a sign: what it does is told by the ledger or its kind."
        yield _Fault(name, f"{name} < 0", "{column} is {value}", mend)
    if column.sql_type == "TIMESTAMP":
        yield _Fault(
            name,
            f"not {name} between {literal(FIRST_TIME)}::TIMESTAMP and {literal(LAST_TIME)}::TIMESTAMP - interval 1 day",
            "{column} is {value}",
            f"Times lie from {FIRST_TIME} to {LAST_TIME}; leave a time without an end null.",
        )


def _sentence(con: Engine, ledger: str, relation: str, origin: str, fault: _Fault, rows: int) -> SourceError:
    """Tell the first row that is at fault, and how many more there are."""
    query = f"select row_id, cast({fault.column} as VARCHAR) from {relation} where {fault.condition} limit 1"
    row_id, value = con.execute(query).fetchone() or ("?", None)
    what = fault.says.format(column=f"{ledger}.{fault.column}", value=value)
    more = f" (and in {rows - 1} more rows)" if rows > 1 else ""
    mend = f"{fault.mend} {allowed_instead(str(value), fault.allowed)}" if fault.allowed else fault.mend
    return SourceError(f"{what}{more}", f"{origin}, row {row_id}", mend)
