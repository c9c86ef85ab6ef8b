"""A customer pays a part with one card and the rest with another, and then one thing is taken off the order.

What they are owed: one order, paid once in two parts; and the price of what is cancelled back, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage

FIRST_PART = 2000


async def tell(stage: Stage) -> None:
    """Pay twenty, then what is left; have one of three cancelled, and get the others."""
    customer = Customer(stage)
    await customer.fill({"LAMP": 3})
    await customer.ask("pay", key=f"pay-{customer.tag}-first-part", cart=customer.cart_id, card="ok", amount=FIRST_PART)
    await customer.place_surely()
    line, *_ = await customer.lines()
    await customer.change("cancel_line", lines=[{"line_id": line["line_id"], "quantity": 1}], reason="one less")
    await customer.receive_and_live()
