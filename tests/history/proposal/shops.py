"""Small shops whose tables nobody mapped yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.history.made_sources import csv_file

if TYPE_CHECKING:
    from pathlib import Path


def web_shop(folder: Path) -> Path:
    """Write four tables as a web shop exports them: everything that is needed is there."""
    csv_file(
        folder / "orders.csv",
        "id,created_at,status,currency,total,customer_id,required_date",
        "1001,2026-03-02 09:15:00,shipped,EUR,59.80,c1,2026-03-09",
        "1002,2026-03-02 10:40:00,weird,EUR,20.00,c2,2026-03-09",
    )
    csv_file(
        folder / "order_items.csv",
        "OrderID,ItemID,SKU,Qty,Price",
        "1001,1,MUG,2,29.90",
        "1002,1,CAP,1,20.00",
    )
    csv_file(
        folder / "transactions.csv",
        "id,order_id,type,amount,status,at",
        "t1,1001,charge,59.80,ok,2026-03-02T09:15:30Z",
        "t2,1002,charge,20.00,declined,2026-03-02T10:41:00Z",
    )
    csv_file(
        folder / "shipments.csv",
        "id,order_id,status,carrier,date",
        "s1,1001,dispatched,parcelforce,31.3.2026",
        "s2,1002,planned,parcelforce,1.4.2026",
    )
    return folder
