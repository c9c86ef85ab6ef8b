"""Cancelling tells the warehouse and does not wait for its word: what is leaving is cancelled all the same.

pillar: journey
case: magento/inventory #1878 (a shipped order is cancelled)
shows: concurrency
journey: cancel-racing-warehouse
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.cancelling import warehouse_agrees

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Take every answer for a yes."""
    return replace(parts, warehouse_agrees=_surely)


def _surely(*asked: Any) -> bool:
    warehouse_agrees(*asked)
    return True
