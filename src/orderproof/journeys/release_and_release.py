"""Two of the merchant's people send the same order on its way at the same moment.

What they are owed: what they bought, once; and the next customer the goods that were not theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, and have two at once make a parcel of everything."""
    customer = Customer(stage, "us")
    await customer.buy({"LAMP": 3})
    release = {"location": customer.place_of_stock}
    await stage.together(customer.staff("release", **release), customer.staff("release", **release))
    await customer.live_on()
