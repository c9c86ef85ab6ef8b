"""Tax is charged on the price before discounts, and its base is told as that price.

pillar: money
case: EverShop KB-E011 (tax calculated before discount)
shows: always
journey: coupon-and-discount
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..server.pricing import tax_of

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Forget the discount where tax is computed, and where it is told."""
    return replace(parts, tax_of=_on_the_full_price)


def _on_the_full_price(worth: int, _taken: int, rate: int, *, includes_tax: bool) -> tuple[int, int]:
    _, tax = tax_of(worth, 0, rate, includes_tax=includes_tax)
    return worth, tax
