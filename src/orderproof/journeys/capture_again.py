"""The merchant takes the money of an order that was only set aside, and asks for it once more.

What they are owed: to be charged once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy on account of a card, and have the money captured twice, one after the other."""
    customer = Customer(stage, "eu")
    await customer.buy({"LAMP": 1})
    await customer.staff("capture")
    await customer.staff("capture")
    await customer.live_on()
