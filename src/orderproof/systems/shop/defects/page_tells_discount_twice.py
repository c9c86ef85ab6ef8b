"""A customer's page counts every discount twice.

pillar: money
case: Sylius #12502 (the sum of adjustments is stale)
shows: always
journey: coupon-and-discount
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.showing import detail

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Show twice the discount, and a price of the goods that makes up for it."""
    return replace(parts, show=_doubled)


def _doubled(order: dict[str, Any]) -> dict[str, Any]:
    shown = detail(order)
    return {**shown, "discount": 2 * shown["discount"], "fees": shown["fees"] + shown["discount"]}
