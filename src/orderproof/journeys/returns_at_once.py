"""Four customers send the same thing back, and the warehouse looks at all four parcels at the same moment.

What they are owed: their money, once each; and that each unit is counted again, so that it can be sold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Have four stoves delivered and sent back, and all of them found good at once."""
    customers = [Customer(stage, "us", nth) for nth in range(4)]
    for each in customers:
        await each.buy({"STOVE": 1})
    await stage.wait(DAY)
    for each in customers:
        await each.live_until_delivered()
    await stage.wait(DAY)
    names = [await sent_back(each) for each in customers]
    await stage.wait(DAY)
    await stage.together(
        *(
            each.work("inspect_return", return_id=name, disposition="restock")
            for each, name in zip(customers, names, strict=True)
            if name is not None
        )
    )
    await stage.wait(15 * DAY)
    for each in customers:
        await each.look()


async def sent_back(customer: Customer) -> object:
    """Ask for a return of the one unit, and have it received: the return's name, None where it was refused."""
    line, *_ = await customer.lines()
    units = [{"line_id": line["line_id"], "sku": line["sku"], "quantity": 1}]
    asked = await customer.change("create_return", lines=units, reason="does not fit")
    if not asked.is_ok:
        return None
    parcel, *_ = await customer.parcels()
    await customer.work("receive_return", return_id=asked.body["return_id"], location=parcel["location"], lines=units)
    return asked.body["return_id"]
