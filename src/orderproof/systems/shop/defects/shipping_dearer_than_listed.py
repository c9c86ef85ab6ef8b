"""Shipping is charged at a price that is not on the list.

pillar: money
case: Vendure KB-V004 (an order keeps a shipping line that its channel no longer has)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..server.pricing import shipping_of

if TYPE_CHECKING:
    from ..server.catalogue import Catalogue
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Add a surcharge that nobody declared."""
    return replace(parts, shipping_of=_with_surcharge)


def _with_surcharge(catalogue: Catalogue, channel: str, worth: int) -> int:
    price = shipping_of(catalogue, channel, worth)
    return price + 100 if price else 0
