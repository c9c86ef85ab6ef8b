"""A customer adds to an order twice, and pays the difference of both at once.

What they are owed: the order on its way, paid in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy one, have it edited up twice, pay once, and receive it."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 1})
    line, *_ = await customer.lines()
    more, most = ([{"line_id": line["line_id"], "quantity": units}] for units in (2, 3))
    await customer.staff("edit", lines=more, then=most)
    await customer.live_on()
