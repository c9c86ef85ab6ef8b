"""Four customers go for the last two of a kind at the same moment.

What they are owed: the goods, or to be told that there are none left: before they pay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Fill four carts with one unit each, and pay for all of them at once."""
    kind = {f"RARE-{stage.index % 100}": 1}
    customers = [Customer(stage, "eu", nth) for nth in range(4)]
    for each in customers:
        await each.fill(kind)
    await stage.together(*(each.place("ok") for each in customers))
    await stage.wait(DAY)
    for each in customers:
        if each.order_id is not None:
            await each.live_until_delivered()
    await stage.wait(13 * DAY)
