"""A customer buys more of one thing than lies at any one place.

What they are owed: the goods, from both places, each unit taken from the shelf once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy five of a kind of which two lie in Berlin and ten in Lyon."""
    customer = Customer(stage, "eu")
    await customer.buy({f"PAIR-{stage.index % 50}": 5})
    await customer.live_on()
