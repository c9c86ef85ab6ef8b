"""A customer buys what no warehouse has alone: two parcels leave, on two days, from two places.

What they are owed: each parcel is charged once and told once with its own number, and the order is delivered when
both are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"TENT": 1, "STOVE": 1}, {"TENT": 1, "STOVE": 2, "MUG": 1}, {"TENT": 2, "STOVE": 1})


async def tell(stage: Stage) -> None:
    """Buy from two places, and look while only one of the parcels has left."""
    customer = Customer(stage)
    await customer.buy(stage.draw("basket", BASKETS))
    await stage.wait(DAY)
    first, *others = await customer.parcels()
    await customer.ship(first)
    await stage.wait(3600)
    await customer.look()
    await stage.wait(DAY)
    for parcel in others:
        await customer.ship(parcel)
    await stage.wait(DAY)
    await customer.deliver_all()
    await customer.look(stage.draw("last look", ("detail", "list")))
    await stage.wait(15 * DAY)
    await customer.look()
