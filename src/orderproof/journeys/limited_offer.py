"""Three customers buy, one after the other, what is reduced for the first of them only.

What they are owed: the price that they are shown, reduced for one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy the same thing three times, in turn."""
    customers = [Customer(stage, "eu", nth) for nth in range(3)]
    for each in customers:
        await each.buy({f"FEW-{stage.index % 20}": 1})
    await stage.wait(DAY)
    for each in customers:
        await each.live_until_delivered()
    await stage.wait(13 * DAY)
