"""One of the merchant's people cancels an order while another makes a parcel of it.

What they are owed: one of the two: the goods, or a cancelled order that sends nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, and have the order cancelled and released at once."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 2})
    await stage.together(customer.staff("cancel_only"), customer.staff("release", location=customer.place_of_stock))
    await customer.staff("refund")
    await customer.live_on()
