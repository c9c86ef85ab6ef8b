"""Three customers use a coupon that holds for one order, at the same moment.

What they are owed: the price that they saw when they paid, or to be told before that the coupon is used up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Fill three carts, put the same coupon on each, and pay for all of them at once."""
    customers = [Customer(stage, "eu", nth) for nth in range(3)]
    for each in customers:
        await each.fill({"LAMP": 1}, coupon=f"LAST-{stage.index % 50}")
    await stage.together(*(each.place("ok") for each in customers))
    for each in customers:
        if each.order_id is None:
            await each.insist("quote", cart=each.cart_id)
            await each.place_surely("ok")
    await stage.wait(DAY)
    for each in customers:
        await each.live_until_delivered()
    await stage.wait(15 * DAY)
