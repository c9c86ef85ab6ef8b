"""A customer gets one line in two parts: what is there first leaves first.

What they are owed: both parts; and to be told how far the order is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy three, have two sent and then one."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 3})
    line, *_ = await customer.lines()
    for units in (2, 1):
        part = [{"line_id": line["line_id"], "quantity": units}]
        await customer.staff("release", lines=part, location=customer.place_of_stock)
        await customer.packed_soon()
        await customer.ship_all()
        await stage.wait(DAY)
    await customer.live_on()
