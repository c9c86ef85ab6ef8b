"""A customer pays in one window and puts more into the cart in another, at the same moment.

What they are owed: what they paid for, at the price of it: no more and no less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Pay for one lamp while a second window asks for five."""
    customer = Customer(stage, "us")
    await customer.fill({"LAMP": 1})
    more = customer.ask("cart_add", cart=customer.cart_id, sku="LAMP", quantity=5)
    await stage.together(customer.place("ok"), more)
    await customer.place_surely("ok")
    await customer.look()
    await customer.live_on()
