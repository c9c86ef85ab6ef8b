"""The rows behind a finding: everything that all ledgers say of its subject, in time order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from orderproof.model.verdict import Finding

ROWS_MAX = 500
"""Rows shown of one finding; what was cut is said by the caller."""
JOINED = {"scans": ("parcels", "parcel_id"), "document_lines": ("documents", "document_id")}
"""Ledgers that know their order only through another ledger."""


def rows_of(
    con: duckdb.DuckDBPyConnection, relations: Mapping[str, str], finding: Finding
) -> list[tuple[str, dict[str, object]]]:
    """List (ledger, row) of every row about the finding's subject, in time order, at most `ROWS_MAX`."""
    known = {**finding.evidence, **finding.subject}
    found: list[tuple[str, dict[str, object]]] = []
    for ledger, relation in relations.items():
        condition, values = _about(ledger, relations, finding, known)
        if condition is None:
            continue
        cursor = con.execute(f"select * from {relation} where {condition} limit {ROWS_MAX}", values)  # noqa: S608
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
    shared = [name for name in finding.subject if name in columns and finding.subject[name] is not None]
    if not shared:
        return None, []
    return " and ".join(f"{name} = ?" for name in shared), [finding.subject[name] for name in shared]


def _instant(entry: tuple[str, dict[str, object]]) -> tuple[str, str]:
    row = entry[1]
    time = row.get("occurred_at") or row.get("recorded_at") or row.get("observed_at") or row.get("placed_at") or ""
    return str(time), entry[0]
