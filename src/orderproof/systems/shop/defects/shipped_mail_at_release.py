"""Customers are told that their parcel has left when the warehouse is only asked to send it.

pillar: story
case: woocommerce #27791 (the wrong mail at the wrong step)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.mailing import mail

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Tell of shipping at the release, and not when the goods leave."""
    return replace(parts, after_release=_tell, after_shipping=_nothing)


def _tell(*release: Any) -> None:
    service, con, due, order, fulfilment = release
    mail(service, con, due, order, "shipped", f"P-{fulfilment['fulfilment_id']}")


def _nothing(*_what: object) -> None:
    return None
