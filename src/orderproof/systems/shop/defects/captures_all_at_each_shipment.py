"""Each parcel of a split order takes the total of the whole order.

pillar: money
case: ten24/slatwall #2121 (a partial delivery captures all that was authorized)
shows: always
journey: split-over-two-warehouses
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Take the total, whatever is in the parcel."""
    return replace(parts, capture_amount=_total)


def _total(order: dict[str, Any], _fulfilment: object) -> int:
    return int(order["bill"]["total"])
