"""The rows near a few findings, fetched in one pass over every ledger, so that no finding searches them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.audit.evidence import JOINED, shared_columns
from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from orderproof.history.engine import Engine
    from orderproof.model.verdict import Finding


def near(con: Engine, relations: Mapping[str, str], findings: Sequence[Finding]) -> Mapping[str, str]:
    """Copy the rows about any of the findings' subjects into small tables; `rows_of` says of them what it says of all.

    Returns the tables by ledger, without the ledgers that know nothing of any subject.
    """
    small: dict[str, str] = {}
    for ledger in sorted(relations, key=lambda each: each in JOINED):
        conditions, values = _about_any(ledger, small, findings)
        if conditions:
            small[ledger] = f"near_{ledger}"
            condition = " or ".join(conditions)
            con.execute(
                f"create or replace temp table {small[ledger]} as select * from {relations[ledger]} where {condition}",
                values,
            )
    return small


def _about_any(ledger: str, small: Mapping[str, str], findings: Sequence[Finding]) -> tuple[list[str], list[object]]:
    """Write which rows of a ledger are about any subject: by order where a finding has one, else by what is shared."""
    orders: set[object] = set()
    keys: dict[tuple[str, ...], set[tuple[object, ...]]] = {}
    for each in findings:
        order = {**each.evidence, **each.subject}.get("order_id")
        shared = shared_columns(ledger, each)
        if order is not None:
            orders.add(order)
        elif shared:
            keys.setdefault(shared, set()).add(tuple(each.subject[name] for name in shared))
    conditions, values = _of_orders(ledger, small, sorted(orders, key=str)) if orders else ([], [])
    for names, wanted in keys.items():
        marks = ", ".join(["(" + ", ".join("?" * len(names)) + ")"] * len(wanted))
        conditions.append(f"({', '.join(names)}) in ({marks})")
        values += [value for key in sorted(wanted, key=str) for value in key]
    return conditions, values


def _of_orders(ledger: str, small: Mapping[str, str], orders: Sequence[object]) -> tuple[list[str], list[object]]:
    """Write which rows are about some orders, through the ledger that knows them where this one does not."""
    if any(column.name == "order_id" for column in COLUMNS[ledger]):
        return [f"order_id in ({', '.join('?' * len(orders))})"], list(orders)
    other, key = JOINED.get(ledger, ("", ""))
    if other not in small:
        return [], []
    return [f"{key} in (select {key} from {small[other]})"], []
