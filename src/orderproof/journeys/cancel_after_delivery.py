"""A customer has everything, says that it is broken, and the merchant cancels the delivered order: nothing comes back.

What they are owed: their money, once; and the next customer, that no broken goods lie on the shelf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Get two, and have the order cancelled the day after."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 2})
    await stage.wait(DAY)
    await customer.ship_all()
    await stage.wait(DAY)
    await customer.deliver_all()
    await stage.wait(DAY)
    await customer.staff("cancel", reason="arrived broken")
    await customer.look()
    await stage.wait(15 * DAY)
    await customer.look()
