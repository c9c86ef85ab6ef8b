"""An order in several parcels is never told to be delivered.

pillar: journey
case: LocalOrbit/localorbit #3440 (delivered, shown as partially delivered); saleor b3f44427b8 (#11824)
shows: always
journey: split-over-two-warehouses, plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.fulfilling import on_scan

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Take note of deliveries of whole orders only."""
    return replace(parts, on_scan=_whole_orders)


def _whole_orders(*scan: Any) -> None:
    order = scan[3]
    if len(order["fulfilments"]) == 1:
        on_scan(*scan)
