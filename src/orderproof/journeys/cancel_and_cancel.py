"""Two of the merchant's people cancel the same order at the same moment.

What they are owed: one cancellation; and others, that no more is let go than was kept for this order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, and have the order cancelled by two at once."""
    customer = Customer(stage, "us")
    await customer.buy({"MUG": 3})
    await stage.together(customer.staff("cancel_only"), customer.staff("cancel_only"))
    await customer.staff("refund")
    await customer.live_on()
