"""A customer wants less than they ordered, before anything was charged.

What they are owed: to be charged for what is left, and nothing to be paid back that was never taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy three, have the order edited down to one, and receive it."""
    customer = Customer(stage, "eu")
    await customer.buy({"LAMP": 3})
    line, *_ = await customer.lines()
    await stage.wait(60)
    await customer.change("edit", lines=[{"line_id": line["line_id"], "quantity": 1}])
    await customer.live_on()
