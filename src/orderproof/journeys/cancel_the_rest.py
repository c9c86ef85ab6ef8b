"""A part of a line has left; the customer calls off the rest.

What they are owed: the part that left; and the next customer, that it is not on the shelf any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy five, have two sent, and have the other three cancelled."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 5})
    line, *_ = await customer.lines()
    part = [{"line_id": line["line_id"], "quantity": 2}]
    await customer.staff("release", lines=part, location=customer.place_of_stock)
    await customer.packed_soon()
    await customer.ship_all()
    await stage.wait(60)
    await customer.staff("cancel_only", lines=[{"line_id": line["line_id"], "quantity": 3}])
    await customer.live_on()
