"""What is kept for others counts as free: the last units are promised again and again.

pillar: stock
case: vendure #3508; saleor #543; magento2 #6363 (oversold)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from ..server.tables import stock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Look at the shelf only."""
    return replace(parts, free_units=_on_the_shelf)


def _on_the_shelf(con: Connection, skus: Sequence[str]) -> dict[tuple[str, str], int]:
    rows = con.execute(select(stock.c.sku, stock.c.location, stock.c.on_hand).where(stock.c.sku.in_(skus)))
    return {(sku, location): units for sku, location, units in rows}
