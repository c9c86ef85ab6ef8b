"""Which table tells which ledger, and which of its columns say what: the likeliest by name, if the values allow it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orderproof.history.proposal.vocabulary import COLUMNS as KNOWN
from orderproof.history.proposal.vocabulary import TABLES, likeness
from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from orderproof.history.proposal.looking import SeenColumn, SeenTable
    from orderproof.model.columns import Column

FROM_ORDERS = {"order_totals": ("total",), "statuses": ("native",), "promises": ("ship_by", "deliver_by")}
"""Ledgers that a table of orders tells beside the orders, if it has any of these columns."""

_OF_EVERY_ORDER = ("order_id", "currency", "placed_at", "occurred_at")
_OWN_ID = {
    "orders": "order_id", "lines": "line_id", "parcels": "parcel_id", "returns": "return_id",
    "documents": "document_id", "notices": "notice_id",
}  # fmt: skip
_WHOLE = re.compile(r"-?\d{1,18}")
_AMOUNT = re.compile(r"-?\d{1,15}([.]\d+)?")


@dataclass(frozen=True, slots=True)
class Likely:
    """A ledger, the table it may be read from and why, and the table's columns by the ledger's.

    `order_key` is the column of the orders' table to join with, where this one lacks a currency or a time.
    """

    ledger: str
    table: SeenTable
    why: str
    columns: Mapping[str, SeenColumn]
    orders: Likely | None = None

    def joins(self) -> bool:
        """Tell whether the orders have something that this table lacks, and can be joined."""
        other = self.orders
        if other is None or other.table is self.table or not {"order_id"} <= set(self.columns) & set(other.columns):
            return False
        wanted = {each for each in ("currency", "placed_at", "occurred_at") if each not in self.columns}
        timed = {"placed_at", "occurred_at"} & set(self.columns)
        return bool((wanted - {"placed_at", "occurred_at"} if timed else wanted) & set(other.columns))


def likely_ledgers(tables: Sequence[SeenTable]) -> tuple[Likely, ...]:
    """Choose a table for each ledger that one is named like, and what follows from the orders' table."""
    orders = _best("orders", tables)
    found = [] if orders is None else [orders, *_of_orders(orders, tables)]
    for ledger in TABLES:
        chosen = None if ledger == "orders" else _best(ledger, tables)
        if chosen is not None and (orders is None or chosen.table is not orders.table):
            found.append(replace(chosen, orders=orders))
    return tuple(found)


def _best(ledger: str, tables: Sequence[SeenTable]) -> Likely | None:
    scored = [(likeness(each.name, TABLES[ledger]), each) for each in tables]
    score, table = max(scored, key=lambda pair: pair[0], default=(0, None))
    if table is None or not score:
        return None
    rival = max(likeness(table.name, names) for other, names in TABLES.items() if other != ledger)
    if rival > score:
        return None
    why = f"a table named {table.name} is likely to hold {ledger}"
    columns = dict(_columns(ledger, table))
    if ledger == "orders" and "placed_at" in columns:
        columns.pop("occurred_at", None)  # an order happens when it is placed, whatever else its table dates
    return Likely(ledger, table, why, columns)


def _of_orders(orders: Likely, tables: Sequence[SeenTable]) -> Iterator[Likely]:
    for ledger, any_of in FROM_ORDERS.items():
        columns = dict(_columns(ledger, orders.table))
        columns.pop("occurred_at", None)
        columns.update({each: orders.columns[each] for each in _OF_EVERY_ORDER if each in orders.columns})
        table = orders.table
        if not set(any_of) & set(columns) and ledger == "promises":
            lines = _best("lines", tables)
            table, columns = (table, columns) if lines is None else (lines.table, dict(_columns(ledger, lines.table)))
        told = [columns[each].name for each in any_of if each in columns]
        if told:
            why = f"{table.name} has the column {told[0]}"
            yield Likely(ledger, table, why, columns, None if table is orders.table else orders)


def _columns(ledger: str, table: SeenTable) -> Mapping[str, SeenColumn]:
    """Give each column of the ledger the likeliest of the table; one of the table serves one, times may serve two."""
    wanted = {each.name: each for each in COLUMNS[ledger] if each.name in KNOWN}
    scores = [
        (_likeness(ledger, column, seen), column, seen)
        for column, declared in wanted.items()
        for seen in table.columns
        if _fits(declared, seen)
    ]
    chosen: dict[str, SeenColumn] = {}
    taken: set[str] = set()
    for score, column, seen in sorted(scores, key=lambda each: -each[0]):
        if score and column not in chosen and (seen.name not in taken or seen.form is not None):
            chosen[column] = seen
            taken.add(seen.name)
    return {each: chosen[each] for each in wanted if each in chosen}


def _likeness(ledger: str, column: str, seen: SeenColumn) -> int:
    if seen.name.lower() == "id":
        return 150 if _OWN_ID.get(ledger) == column else 0
    return likeness(seen.name, KNOWN[column])


def _fits(declared: Column, seen: SeenColumn) -> bool:
    """Ask whether the values could be what the column wants; no value at all could be anything."""
    if declared.sql_type == "TIMESTAMP":
        return seen.form is not None
    if seen.type in ("TIMESTAMP", "DATE", "BOOLEAN"):
        return False
    if declared.sql_type == "BIGINT":
        pattern = _AMOUNT if "minor" in declared.says else _WHOLE
        return all(pattern.fullmatch(each) for each in seen.values)
    if declared.values:
        return bool(seen.words) and not any(_AMOUNT.fullmatch(each) for each in seen.words)
    return True
