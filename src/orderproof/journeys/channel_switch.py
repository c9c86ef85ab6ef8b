"""A customer fills a cart in one of the merchant's shops, buys something in another, and comes back for the first.

What they are owed: two orders, each in the currency and at the prices of the shop that it was made in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Leave two mugs in the euro shop's cart, buy a lamp in dollars, and buy the mugs."""
    customer = Customer(stage, "eu")
    await customer.fill({"MUG": 2})
    elsewhere = Customer(stage, "us")
    elsewhere.name = customer.name
    elsewhere.tag += "-elsewhere"
    await elsewhere.buy({"LAMP": 1})
    await customer.buy({"MUG": 2})
    await stage.wait(DAY)
    await elsewhere.ship_all()
    await customer.live_until_delivered()
    await elsewhere.deliver_all()
    await stage.wait(15 * DAY)
    await customer.look()
