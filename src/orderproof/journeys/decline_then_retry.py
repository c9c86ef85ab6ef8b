"""A customer's first card is declined; they try again with another, for the same cart.

What they are owed: one order, paid once, and nothing kept from others by the attempt that failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"LAMP": 1}, {"MUG": 2}, {"BOOK": 1, "MUG": 1})


async def tell(stage: Stage) -> None:
    """Be declined once, or twice, then pay."""
    customer = Customer(stage)
    await customer.fill(stage.draw("basket", BASKETS))
    for _ in range(stage.draw("declines", (1, 1, 2))):
        await customer.place("declined")
    await customer.place_surely()
    await customer.look()
    await customer.receive_and_live()
