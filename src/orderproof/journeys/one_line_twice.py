"""A parcel is made in which one line of the order stands twice.

What they are owed: what they bought, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy three, and have a parcel made that names the line twice, with three units each."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 3})
    line, *_ = await customer.lines()
    twice = [{"line_id": line["line_id"], "quantity": 3}] * 2
    await customer.staff("release", lines=twice, location=customer.place_of_stock)
    await customer.packed_soon()
    await customer.live_on()
