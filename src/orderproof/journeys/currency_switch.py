"""A customer asks for a currency in which the channel has no prices.

What they are owed: the price in a currency that the channel sells in, or a refusal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.journeys.customer import Customer

if TYPE_CHECKING:
    from orderproof.journeys.stage import Stage


async def tell(stage: Stage) -> None:
    """Ask for yen in a channel that sells in euros, and buy."""
    customer = Customer(stage, "eu")
    await customer.ask("set_currency", channel=customer.channel, currency="JPY")
    await customer.buy({"LAMP": 1})
    await customer.live_on()
