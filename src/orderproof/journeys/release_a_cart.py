"""One of the merchant's people sends off what somebody has only put into a cart.

What they are owed: to be asked before: a cart is no order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Fill a cart, have a parcel made of it and sent; then pay."""
    customer = Customer(stage, "eu")
    await customer.fill({"LAMP": 1})
    customer.order_id = customer.cart_id
    await customer.staff("release", location=customer.place_of_stock)
    await customer.packed_soon()
    await customer.ship_all()
    await stage.wait(60)
    await customer.place_surely("ok")
    await customer.live_on()
