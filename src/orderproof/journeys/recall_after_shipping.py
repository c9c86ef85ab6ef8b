"""A parcel has left, and one of the merchant's people calls it back all the same.

What they are owed: the parcel; and the next customer, that its goods are not on the shelf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, have it sent, and have the fulfilment cancelled afterwards."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 2})
    await customer.staff("release", location=customer.place_of_stock)
    await customer.packed_soon()
    await customer.ship_all()
    await stage.wait(60)
    await customer.staff("recall")
    await customer.live_on()
