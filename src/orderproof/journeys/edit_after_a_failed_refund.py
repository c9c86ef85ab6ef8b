"""A refund fails at the bank; afterwards the customer adds to the order and pays for it.

What they are owed: the order on its way: what was never paid back is not owed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy, have a refund fail, have the order edited up, pay, and receive it."""
    customer = Customer(stage, "us")
    customer.card = "ok+refused-refund"
    await customer.buy({"LAMP": 1})
    line, *_ = await customer.lines()
    await customer.staff("refund", amount=400)
    await customer.staff("edit", lines=[{"line_id": line["line_id"], "quantity": 2}])
    await customer.live_on()
