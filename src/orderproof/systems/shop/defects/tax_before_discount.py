"""Tax is charged on the price before discounts, while the base is told after them.

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
    """Forget the discount where tax is computed."""
    return replace(parts, tax_of=_on_the_full_price)


def _on_the_full_price(worth: int, taken: int, rate: int, *, includes_tax: bool) -> tuple[int, int]:
    base, _ = tax_of(worth, taken, rate, includes_tax=includes_tax)
    _, tax = tax_of(worth, 0, rate, includes_tax=includes_tax)
    return base, tax
