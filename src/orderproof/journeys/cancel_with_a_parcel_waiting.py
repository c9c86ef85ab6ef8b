"""An order is cancelled while its parcel waits at the warehouse.

What they are owed: no parcel: what is cancelled does not leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, have a parcel made, have the order cancelled, and let the warehouse do its day's work."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 2})
    await customer.staff("release", location=customer.place_of_stock)
    await customer.packed_soon()
    await customer.staff("cancel_only")
    await customer.staff("refund")
    await customer.live_on()
