"""Two of the merchant's people refund the same order at the same moment.

What they are owed: their money back, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, and be refunded in full by two at once."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 1})
    await stage.together(customer.staff("refund"), customer.staff("refund"))
    await customer.live_on()
