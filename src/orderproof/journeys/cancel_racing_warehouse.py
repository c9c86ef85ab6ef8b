"""A customer cancels at the very moment at which the warehouse hands the parcel over.

What they are owed: one of the two, and whichever it is, everybody says the same: no parcel and no charge, or both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"MUG": 1}, {"LAMP": 1}, {"BOOK": 2})


async def tell(stage: Stage) -> None:
    """Cancel and ship at once, after both have had time to get ready."""
    customer = Customer(stage)
    await customer.buy(stage.draw("basket", BASKETS))
    await stage.wait(3600)
    parcel, *_ = await customer.parcels()
    if stage.draw("who is first", ("customer", "warehouse")) == "customer":
        await stage.together(customer.change("cancel"), customer.ship(parcel))
    else:
        await stage.together(customer.ship(parcel), customer.change("cancel"))
    await stage.wait(DAY)
    await customer.look()
    await customer.deliver_all()
    await stage.wait(15 * DAY)
    await customer.look()
