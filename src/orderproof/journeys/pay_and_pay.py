"""A customer has the same cart open in two windows, and pays in both at once.

What they are owed: one order, paid once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Pay in two windows, each with a payment of its own."""
    customer = Customer(stage, "us")
    await customer.fill({"LAMP": 1})
    await stage.together(customer.place("ok"), customer.place("ok+other-window"))
    await customer.place_surely("ok")
    await customer.live_on()
