"""Eight customers buy the same thing, of which there is plenty, at the same moment.

What they are owed: the goods; and that what is kept for them is counted, each unit of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Fill eight carts with the same thing, and pay for all of them at once."""
    customers = [Customer(stage, "eu", nth) for nth in range(8)]
    for each in customers:
        await each.fill({"BOOK": 1})
    await stage.together(*(each.place("ok") for each in customers))
    for each in customers:
        await each.place_surely("ok")
    await stage.wait(DAY)
    for each in customers:
        await each.live_until_delivered()
    await stage.wait(13 * DAY)
