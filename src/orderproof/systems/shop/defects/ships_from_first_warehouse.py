"""Every parcel is sent from the first warehouse, wherever its goods were kept.

pillar: stock
case: saleor a8b892b774 (#10218: allocated at the wrong warehouse)
shows: always
journey: plain-order, split-over-two-warehouses
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.catalogue import Catalogue
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Name the first warehouse of all."""
    return replace(parts, ship_from=_first)


def _first(catalogue: Catalogue, _fulfilment: object) -> str:
    return catalogue.locations[0]
