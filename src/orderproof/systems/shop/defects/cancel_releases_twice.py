"""Cancelling lets go of twice what was kept for the order.

pillar: stock
case: magento/inventory #1878, #1849 and #1881 (compensated twice); PrestaShop #16869 (restocked twice)
shows: always
journey: partial-cancel
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.cancelling import let_go

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Let go twice."""
    return replace(parts, let_go=_twice)


def _twice(*cell: Any) -> None:
    let_go(*cell)
    let_go(*cell)
