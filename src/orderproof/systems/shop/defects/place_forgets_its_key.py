"""A placing that is asked for again under its key makes another order of the same cart.

pillar: journey
case: woocommerce #14541 (duplicate orders from one cart); mollie/PrestaShop #493
shows: retry
journey: timeout-and-retry
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Neither remember the key nor close the cart."""
    return replace(parts, answers_again=_never, may_place_again=_always)


def _never(_attempt: int) -> bool:
    return False


def _always(_order_id: str) -> bool:
    return True
