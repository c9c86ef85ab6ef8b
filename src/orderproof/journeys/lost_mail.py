"""A customer's mailbox takes every message and hangs up before it has said so.

What they are owed: each message once, or twice in a way that their mail program can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Buy one thing and get it, with that mailbox."""
    customer = Customer(stage, "us")
    customer.name = f"shopper-{customer.tag}-lostmail"
    await customer.buy({"LAMP": 1})
    await customer.receive_and_live()
