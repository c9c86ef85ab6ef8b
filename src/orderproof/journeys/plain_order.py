"""A customer buys, the parcel leaves the next day and arrives the day after.

What they are owed: one order, its price as quoted, one parcel with everything, and a message at every step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"MUG": 1}, {"MUG": 2, "BOOK": 1}, {"LAMP": 1}, {"BOOK": 3}, {"LAMP": 1, "BOOK": 2})


async def tell(stage: Stage) -> None:
    """Buy and live happily; a share of the customers want one of the last units of a rare thing."""
    customer = Customer(stage)
    rare = stage.draw("rare", (False, False, True))
    await customer.buy({f"RARE-{stage.index // 12 % 100}": 1} if rare else stage.draw("basket", BASKETS))
    await customer.look(stage.draw("first look", ("detail", "list", "page")))
    await customer.receive_and_live()
