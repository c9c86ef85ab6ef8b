"""Goods are taxed at the rate of another country than the one that they go to.

pillar: money
case: Vendure KB-V028 (tax follows the billing country); Vendure KB-V043 (a stale tax zone)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..server.pricing import rate_of

if TYPE_CHECKING:
    from ..server.catalogue import Catalogue
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Look the rate up for another destination."""
    return replace(parts, rate_of=_elsewhere)


def _elsewhere(catalogue: Catalogue, country: str, _region: str | None, category: str) -> int:
    return rate_of(catalogue, "FR" if country == "DE" else "DE", None, category)
