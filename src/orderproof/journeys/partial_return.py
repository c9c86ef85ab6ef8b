"""A customer sends a part back, and later another part.

What they are owed: for each unit what it cost them, once, after the goods came in; a credit note for it, and an end
to the return.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import DAY, Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"MUG": 2}, {"MUG": 3, "BOOK": 1}, {"LAMP": 2})
COUPONS = (None, "WELCOME10")


async def tell(stage: Stage) -> None:
    """Return one unit, then (for some) one more; some goods go back on the shelf, some are scrapped."""
    customer = Customer(stage)
    await customer.buy(stage.draw("basket", BASKETS), coupon=stage.draw("coupon", COUPONS))
    await stage.wait(DAY)
    await customer.ship_all()
    await stage.wait(DAY)
    await customer.deliver_all()
    for nth in range(stage.draw("returns", (1, 2, 2))):
        await stage.wait(DAY)
        await send_back(customer, nth)
    await customer.look()
    await stage.wait(15 * DAY)
    await customer.look()


async def send_back(customer: Customer, nth: int) -> None:
    """Ask for a return of one unit, send it, and have the warehouse look at it."""
    first, *_ = await customer.lines()
    asked = await customer.change(
        "create_return", lines=[{"line_id": first["line_id"], "quantity": 1}], reason="does not fit"
    )
    if not asked.is_ok:
        return
    units = [{"line_id": first["line_id"], "sku": first["sku"], "quantity": 1}]
    parcel, *_ = await customer.parcels()
    await customer.stage.wait(DAY)
    await customer.work("receive_return", return_id=asked.body["return_id"], location=parcel["location"], lines=units)
    await customer.stage.wait(3600)
    disposition = customer.stage.draw(f"disposition {nth}", ("restock", "scrap"))
    await customer.work("inspect_return", return_id=asked.body["return_id"], disposition=disposition)
    await customer.stage.wait(60)
