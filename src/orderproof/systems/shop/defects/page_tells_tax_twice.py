"""A customer's page counts every tax twice.

pillar: money
case: Tryton KB-T011 (a tax rule gives the same tax twice)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.showing import detail

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Show twice the tax."""
    return replace(parts, show=_doubled)


def _doubled(order: dict[str, Any]) -> dict[str, Any]:
    shown = detail(order)
    return {**shown, "tax": 2 * shown["tax"]}
