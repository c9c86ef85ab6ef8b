"""Two of the merchant's people call the same parcel back at the same moment.

What they are owed: nothing; but the next customer, that goods come back on the shelf once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, have a parcel made, and have it called back by two at once."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 3})
    await customer.staff("release", location=customer.place_of_stock)
    await customer.packed_soon()
    await stage.together(customer.staff("recall"), customer.staff("recall"))
    await customer.live_on()
