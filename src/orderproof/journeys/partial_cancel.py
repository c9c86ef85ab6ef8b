"""A customer thinks better of a part of the order, or of all of it, before anything has left.

What they are owed: what was called off neither leaves nor is charged, and what was taken or kept for it
comes back in time, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"MUG": 3}, {"BOOK": 2, "LAMP": 1}, {"MUG": 2, "BOOK": 2})


async def tell(stage: Stage) -> None:
    """Cancel one unit, one line, or everything, each asked for once more by an impatient finger."""
    customer = Customer(stage)
    await customer.buy(stage.draw("basket", BASKETS))
    await stage.wait(stage.draw("hesitation", (60, 3600)))
    first, *_ = await customer.lines()
    extent = stage.draw("extent", ("unit", "line", "everything", "everything"))
    if extent == "everything":
        await customer.change("cancel")
    else:
        quantity = 1 if extent == "unit" else first["quantity"]
        await customer.change("cancel_line", lines=[{"line_id": first["line_id"], "quantity": quantity}])
    await customer.look()
    await customer.receive_and_live()
