"""The merchant gives up the money that was set aside, and later asks for it after all.

What they are owed: to keep what they were told is theirs again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, have the authorization voided, and have it captured afterwards."""
    customer = Customer(stage, "eu")
    await customer.buy({"LAMP": 1})
    await customer.staff("void")
    await customer.staff("capture")
    await customer.live_on()
