"""A return is worth nothing: the goods are taken back and the money is kept.

pillar: money
case: vendure #2523 (0 sent as the amount of a refund)
shows: always
journey: partial-return
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Forget what the units cost, unless the shipping is given back as well."""
    honest = parts.refund_amount

    def nothing(order: dict[str, Any], lines: Any, *, with_shipping: bool) -> int:
        return int(honest(order, lines, with_shipping=True)) if with_shipping else 0

    return replace(parts, refund_amount=nothing)
