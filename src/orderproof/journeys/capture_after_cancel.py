"""An order is cancelled whole, and later somebody captures what was set aside for it.

What they are owed: to keep their money: the order is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, have the order cancelled, and have its money captured afterwards."""
    customer = Customer(stage, "eu")
    await customer.buy({"LAMP": 1})
    await customer.staff("cancel_only", shipping=True)
    await customer.staff("capture")
    await customer.live_on()
