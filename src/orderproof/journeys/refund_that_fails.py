"""A refund is asked for that is more than was paid; it ends in an error, and the right one is asked for.

What they are owed: their money back, once, whatever ended in an error before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, have too much refunded by lines, shipping and an adjustment, then the right amount."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 1})
    line, *_ = await customer.lines()
    units = [{"line_id": line["line_id"], "quantity": 1}]
    await customer.staff("refund", lines=units, shipping=500, adjustment=20000)
    await customer.staff("refund")
    await customer.live_on()
