"""A customer changes the order before it leaves: one more of this, or one less.

What they are owed: the new total everywhere, no more charged than the new total, and goods kept for what was added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

BASKETS = ({"MUG": 2}, {"BOOK": 3}, {"MUG": 2, "LAMP": 1})


async def tell(stage: Stage) -> None:
    """Edit up, edit down, or both, and look after each."""
    customer = Customer(stage)
    await customer.buy(stage.draw("basket", BASKETS))
    await stage.wait(60)
    for change in stage.draw("changes", ((1,), (-1,), (1, -1), (2,))):
        first, *_ = await customer.lines()
        quantity = int(str(first["quantity"])) + change
        await customer.change("edit", lines=[{"line_id": first["line_id"], "quantity": quantity}])
        await customer.look()
        await stage.wait(60)
    await customer.receive_and_live()
