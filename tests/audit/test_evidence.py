"""The rows behind a finding come from every ledger that knows its subject, in time order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.audit.evidence import rows_of
from orderproof.model.verdict import Finding
from tests.audit.made import told

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "place A 1xMUG 10.00 EUR | capture A 10.00 | hand_over A P1 1 | scan P1 delivered | place B 1xMUG 10.00 EUR "
    "| scan P2 delivered | receive MUG@MAIN 5"
)


def _about(subject: dict[str, str]) -> Finding:
    return Finding("rule", dict(subject), {}, "", "S1", "order>payment", None, "0")


def test_an_orders_rows_include_the_scans_of_its_parcels(tmp_path: Path) -> None:
    """Scans know the parcel only."""
    prepared = told(tmp_path, STORY)
    rows = rows_of(prepared.con, prepared.relations, _about({"order_id": "A"}))
    assert [ledger for ledger, _ in rows] == ["lines", "orders", "payments", "parcels", "scans"]


def test_a_stock_cells_rows_are_those_of_its_sku_and_location(tmp_path: Path) -> None:
    """Other ledgers are asked for the SKU that they name."""
    prepared = told(tmp_path, STORY)
    rows = rows_of(prepared.con, prepared.relations, _about({"sku": "MUG", "location": "MAIN"}))
    assert [ledger for ledger, row in rows if row.get("location") == "MAIN"] == ["stock_moves"]
