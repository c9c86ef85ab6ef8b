"""The rows behind a finding: everything that all ledgers say of its subject, in time order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.history.engine import Engine
    from orderproof.model.verdict import Finding

FIRST_TIME = "coalesce(occurred_at, recorded_at, observed_at)"
ROWS_MAX = 500
"""Rows shown of one finding; what was cut is said by the caller."""
IDENTIFYING = ("sku", "subject", "series")
"""Columns that name a thing, besides all that end in `_id`: a surface or a source alone is shared by thousands."""
JOINED = {
    "scans": ("parcels", "parcel_id"),
    "document_lines": ("documents", "document_id"),
    "document_taxes": ("documents", "document_id"),
    "document_adjustments": ("documents", "document_id"),
}
"""Ledgers that know their order only through another ledger."""


def followed(ledger: str, column: str) -> tuple[tuple[str, str], ...]:
    """List (other ledger, key) through which rows of a ledger without that column belong to its values.

    Scans belong to an order through its parcels; orders belong to a SKU through the lines and moves that name them.
    """
    names = {each.name for each in COLUMNS[ledger]}
    if column == "order_id" and ledger in JOINED:
        return (JOINED[ledger],)
    if column == "sku" and "sku" not in names and "order_id" in names:
        return (("lines", "order_id"), ("stock_moves", "order_id"))
    return ()


def rows_of(con: Engine, relations: Mapping[str, str], finding: Finding) -> list[tuple[str, dict[str, object]]]:
    """List (ledger, row) of every row about the finding's subject, in time order, at most `ROWS_MAX`."""
    known = {**finding.evidence, **finding.subject}
    found: list[tuple[str, dict[str, object]]] = []
    for ledger, relation in relations.items():
        condition, values = _about(ledger, relations, finding, known)
        if condition is None:
            continue
        cursor = con.execute(
            f"select * from {relation} where {condition} order by {FIRST_TIME} nulls first limit {ROWS_MAX}", values
        )
        names = [column[0] for column in cursor.description or ()]
        found += [(ledger, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return sorted(found, key=_instant)[:ROWS_MAX]


def _about(
    ledger: str, relations: Mapping[str, str], finding: Finding, known: Mapping[str, object]
) -> tuple[str | None, list[object]]:
    """Write which rows of a ledger are about the subject; None where the ledger knows nothing of it."""
    columns = {column.name for column in COLUMNS[ledger]}
    order = known.get("order_id")
    if order is not None and "order_id" in columns:
        return "order_id = ?", [order]
    if order is not None and ledger in JOINED:
        other, key = JOINED[ledger]
        if other in relations:
            return f"{key} in (select {key} from {relations[other]} where order_id = ?)", [order]
    if order is not None:
        return None, []
    shared = shared_columns(ledger, finding)
    if not shared:
        return None, []
    return " and ".join(f"{name} = ?" for name in shared), [finding.subject[name] for name in shared]


def shared_columns(ledger: str, finding: Finding) -> tuple[str, ...]:
    """List the subject's columns by which a ledger's rows are found: none, where none of them names a thing."""
    columns = {column.name for column in COLUMNS[ledger]}
    shared = tuple(name for name, value in finding.subject.items() if name in columns and value is not None)
    return shared if any(name.endswith("_id") or name in IDENTIFYING for name in shared) else ()


def _instant(entry: tuple[str, dict[str, object]]) -> tuple[str, str]:
    row = entry[1]
    time = row.get("occurred_at") or row.get("recorded_at") or row.get("observed_at") or row.get("placed_at") or ""
    return str(time), entry[0]
