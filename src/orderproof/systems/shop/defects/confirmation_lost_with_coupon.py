"""Orders with a coupon are not confirmed.

pillar: story
case: BroadleafCommerce/LegacyDemoSite #23 (no confirmation when an offer is on the order)
shows: always
journey: coupon-and-discount
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Owe no confirmation where a coupon was used."""
    return replace(parts, is_owed=_unless_coupon)


def _unless_coupon(order: dict[str, Any], template: str) -> bool:
    return not (template == "confirmation" and order["coupon"])
