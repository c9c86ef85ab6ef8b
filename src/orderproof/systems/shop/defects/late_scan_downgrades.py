"""A carrier's late message takes a delivered order back to shipped.

pillar: journey
case: NEARBuilders/nearmerch.com #214 (a late shipment_sent downgrades delivered)
shows: retry
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.fulfilling import on_scan

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Believe the last message, however old."""
    return replace(parts, is_news=_always, on_scan=_last_word)


def _always(*_scan: object) -> bool:
    return True


def _last_word(*scan: Any) -> None:
    fulfilment, status = scan[-2:]
    if status == "in_transit" and fulfilment["state"] == "delivered":
        fulfilment["state"] = "shipped"
    on_scan(*scan)
