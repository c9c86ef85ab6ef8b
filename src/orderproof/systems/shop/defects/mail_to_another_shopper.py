"""Messages go to whoever shopped first instead of to whose order it is.

pillar: story
case: PrestaShop #29917 (all mails sent to one customer); aschroder/Magento-SMTP-Pro-Email-Extension #188
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ..server.tables import shoppers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ..server.ordering import Order
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Take the first shopper there is."""
    return replace(parts, addressee=_first)


def _first(con: Connection, _order: Order) -> str:
    return str(con.execute(select(func.min(shoppers.c.shopper_id))).scalar_one())
