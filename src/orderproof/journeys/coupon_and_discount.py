"""A customer stacks a coupon on a discount for the whole order and one on a line.

What they are owed: no more than is there is taken off, tax on what is left, and the same total on every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"LAMP": 2, "BOOK": 1}, {"MUG": 3, "LAMP": 2}, {"BOOK": 2, "MUG": 1}, {"LAMP": 3})
COUPONS = ("WELCOME10", "THANKS5", None)


async def tell(stage: Stage) -> None:
    """Buy with every reduction there is."""
    customer = Customer(stage)
    await customer.buy(stage.draw("basket", BASKETS), coupon=stage.draw("coupon", COUPONS))
    await customer.look()
    await customer.receive_and_live()
