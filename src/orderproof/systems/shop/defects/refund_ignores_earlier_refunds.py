"""Every refund gives back all that was taken, whatever went back before.

pillar: money
case: hyperswitch #13182 (120 refunded on 100); craftcms/commerce #1098
shows: always
journey: partial-return
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Give back what was captured."""
    return replace(parts, refund_amount=_everything)


def _everything(order: dict[str, Any], _lines: object, **_how: bool) -> int:
    return sum(payment["captured"] for payment in order["payments"])
