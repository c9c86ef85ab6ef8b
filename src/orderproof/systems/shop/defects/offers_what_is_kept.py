"""The pages offer what lies on the shelf, whoever it is kept for.

pillar: stock
case: magento/inventory #2773 (salable above what is free); vendure #3508
shows: always
journey: plain-order, partial-cancel
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Offer all of it."""
    return replace(parts, stock_level=_all)


def _all(on_hand: int, reserved: int) -> dict[str, int]:
    return {"on_hand": on_hand, "reserved": reserved, "available": on_hand}
