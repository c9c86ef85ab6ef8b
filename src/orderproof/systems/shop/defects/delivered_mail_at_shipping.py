"""Customers are told that their parcel has arrived when it has only left.

pillar: story
case: woocommerce #27791 (the wrong mail at the wrong step)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.fulfilling import after_shipping
from ..server.mailing import mail

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Tell of the arrival together with the shipping."""
    return replace(parts, after_shipping=_tell_both)


def _tell_both(*shipping: Any) -> None:
    service, con, due, order, fulfilment = shipping
    after_shipping(*shipping)
    mail(service, con, due, order, "delivered", f"left-{fulfilment['parcel_id']}", tracking=fulfilment["tracking"])
