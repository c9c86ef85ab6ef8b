"""A customer puts the same rare thing into the cart twice, each with a note of its own.

What they are owed: to be told that there are not so many, before they pay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Add two units with one note and two with another, of which there are two in all; pay and wait for them."""
    customer = Customer(stage, "eu")
    kind = f"RARE-{stage.index % 100}"
    await customer.fill({"LAMP": 1})
    for note in ("for Ann", "for Bob"):
        await customer.ask("cart_add", cart=customer.cart_id, sku=kind, quantity=2, note=note)
    await customer.insist("quote", cart=customer.cart_id)
    await customer.place_surely("ok")
    await customer.live_on()
