"""An order that was paid is cancelled whole, its shipping too.

What they are owed: all of their money back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, have the money captured, and cancel everything."""
    customer = Customer(stage, "eu")
    await customer.buy({"LAMP": 1})
    await customer.staff("capture")
    await customer.change("cancel")
    await customer.live_on()
