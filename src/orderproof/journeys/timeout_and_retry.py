"""A customer's connection is too slow: they never hear of the order that they placed, and press the button again.

What they are owed: one order, one payment and one message, however often they press.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"MUG": 1}, {"BOOK": 2}, {"LAMP": 1, "MUG": 1})


async def tell(stage: Stage) -> None:
    """Give up waiting after an instant, or press twice at once; then ask until there is an answer."""
    customer = Customer(stage)
    await customer.fill(stage.draw("basket", BASKETS))
    if stage.draw("impatience", ("gives up", "presses twice")) == "gives up":
        await customer.place(patience_ms=stage.draw("patience", (1, 5, 15)))
    else:
        await stage.together(customer.place(), customer.place(attempt=2))
    await customer.place_surely()
    await customer.look()
    await customer.receive_and_live()
