"""A customer buys what is not there yet; it comes in after some days and leaves then.

What they are owed: a later promise that is kept, the goods when they come in, and no charge before they leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

DAYS_MAX = 5
"""How long a customer's chair may take: who came first gets the first one that comes in."""


async def tell(stage: Stage) -> None:
    """Wait for the delivery of a chair, which the warehouse receives for this customer."""
    customer = Customer(stage)
    quantity = stage.draw("quantity", (1, 2))
    await customer.buy({"CHAIR": quantity})
    await customer.look()
    await stage.wait(stage.draw("lead days", (2, 3, 4)) * DAY)
    location = "reno" if customer.channel == "us" else "berlin"
    await customer.work("receive_stock", location=location, sku="CHAIR", quantity=quantity)
    for _ in range(DAYS_MAX):
        await stage.wait(DAY)
        if await customer.parcels():
            break
    await customer.receive_and_live()
