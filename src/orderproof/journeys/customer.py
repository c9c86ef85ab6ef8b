"""A customer, and the people who work for them: the steps that stories are made of, over a stage's commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from orderproof.journeys.stage import StoryStoppedError
from orderproof.model.commands import NOT_OFFERED, Command

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from orderproof.journeys.stage import Stage
    from orderproof.model.commands import Outcome

DAY = 86_400
TRIES_MAX = 25
"""How often a client asks again for something that was never answered, before the story is given up."""
PACKED_TRIES_MAX = 50
TRACKING_SCANS = ("in_transit", "out_for_delivery", "delivered")


class Customer:
    """One shopper with one cart and, once placed, one order. Every step records what was asked and answered.

    `nth` tells several customers of one story apart; `place_of_stock` is where most goods of their channel lie.
    """

    def __init__(self, stage: Stage, channel: str | None = None, nth: int = 0) -> None:
        self.stage = stage
        self.channel = channel or stage.draw("channel", ("eu", "eu", "us"))
        self.place_of_stock = "reno" if self.channel == "us" else "berlin"
        self.tag = f"{stage.seed}-{stage.index}" + (f"-{nth}" if nth else "")
        mail = stage.draw("mailbox", ("", "", "", "", "", "-lostmail", "-busymail"))
        self.name = f"shopper-{self.tag}{mail}"
        self.cart_id: str | None = None
        self.order_id: str | None = None
        self.changes = 0
        self.asked = 0
        self.card = stage.draw("card", _CARDS)

    async def fill(self, basket: Mapping[str, int], *, coupon: str | None = None) -> Outcome:
        """Put goods into the cart, say where they go, and ask what it costs: the outcome of the quote."""
        for sku, quantity in basket.items():
            added = await self.insist("cart_add", cart=self.cart_id, channel=self.channel, sku=sku, quantity=quantity)
            self.cart_id = str(_must(added).body["cart_id"])
        if coupon is not None:
            _must(await self.insist("add_coupon", cart=self.cart_id, code=coupon))
        address = self.stage.draw("address", _ADDRESSES[self.channel])
        _must(await self.insist("set_address", cart=self.cart_id, address=address))
        return _must(await self.insist("quote", cart=self.cart_id))

    async def place(self, card: str | None = None, *, attempt: int = 1, patience_ms: int | None = None) -> Outcome:
        """Press the button once, under a key that stays the same for this card; nothing is retried here."""
        card = card or self.card
        key = f"place-{self.tag}-{card}"
        placed = await self.stage.perform(
            Command(
                verb="place",
                client=self.name,
                order_id=self.order_id,
                key=key,
                attempt=attempt,
                patience_ms=patience_ms,
                arguments={"cart": self.cart_id, "card": card},
            )
        )
        if placed.is_ok:
            self.order_id = placed.order_id
        return placed

    async def buy(self, basket: Mapping[str, int], *, coupon: str | None = None) -> str:
        """Fill a cart and place the order, asking again while nothing answers: the order's id."""
        await self.fill(basket, coupon=coupon)
        return await self.place_surely()

    async def place_surely(self, card: str | None = None) -> str:
        """Place under one key until there is an answer; a refusal ends the story, as it ends a shopper's."""
        _must(await self._until_answered(lambda attempt: self.place(card, attempt=attempt)))
        if self.order_id is None:
            raise StoryStoppedError("the order was placed and nobody named it")
        return self.order_id

    async def look(self, surface: str = "detail") -> Outcome:
        """Look at one's own order: on its page, or in the list of orders."""
        return await self.insist("look", surface=surface)

    async def change(self, verb: str, **arguments: object) -> Outcome:
        """Ask for a change of the order under a key of its own, again while nothing answers."""
        self.changes += 1
        key = f"{verb}-{self.tag}-{self.changes}"
        return await self.insist(verb, key=key, **arguments)

    async def lines(self) -> Sequence[Mapping[str, object]]:
        """Read the lines of the order off its page."""
        seen = _must(await self.insist("look", surface="detail"))
        return cast("Sequence[Mapping[str, object]]", seen.body["lines"])

    async def insist(self, verb: str, *, key: str | None = None, **arguments: object) -> Outcome:
        """Ask for something that may be asked twice, again while nothing answers."""
        self.asked += 1
        key = key or f"{verb}-{self.tag}-n{self.asked}"
        return await self._until_answered(lambda attempt: self.ask(verb, key=key, attempt=attempt, **arguments))

    async def _until_answered(self, ask: Callable[[int], Awaitable[Outcome]]) -> Outcome:
        for attempt in range(1, TRIES_MAX):
            outcome = await ask(attempt)
            if outcome.state in {"ok", NOT_OFFERED} or (
                outcome.state == "refused" and outcome.refusal not in _WORTH_ASKING_AGAIN
            ):
                return outcome
            await self.stage.pause(min(20 * 2**attempt, 1000))
        return await ask(TRIES_MAX)

    async def staff(self, verb: str, **arguments: object) -> Outcome:
        """Have one of the merchant's people do something with the order, once."""
        self.changes += 1
        key = f"{verb}-{self.tag}-{self.changes}"
        return await self.stage.perform(
            Command(verb=verb, client="staff", order_id=self.order_id, key=key, arguments=arguments)
        )

    async def ask(self, verb: str, *, key: str | None = None, attempt: int = 1, **arguments: object) -> Outcome:
        """Ask the shop for something in this customer's name."""
        return await self.stage.perform(
            Command(verb=verb, client=self.name, order_id=self.order_id, key=key, attempt=attempt, arguments=arguments)
        )

    async def parcels(self) -> Sequence[Mapping[str, object]]:
        """See at the warehouse what is released for this order."""
        found = _must(await self.work("releases"))
        return cast("Sequence[Mapping[str, object]]", found.body["releases"])

    async def packed_soon(self) -> None:
        """Give the order time to reach the warehouse after it was released."""
        for _ in range(PACKED_TRIES_MAX):
            if await self.parcels():
                return
            await self.stage.pause(200)

    async def ship(self, parcel: Mapping[str, object]) -> Outcome:
        """Have the warehouse pick, pack and hand over one parcel."""
        return await self.work("ship", fulfilment_id=parcel["fulfilment_id"])

    async def ship_all(self) -> None:
        """Have everything that is released leave."""
        for parcel in await self.parcels():
            if parcel["state"] == "released":
                await self.ship(parcel)

    async def deliver_all(self) -> None:
        """Have the carrier bring every parcel that is on its way, scan by scan."""
        for status in TRACKING_SCANS:
            for parcel in await self.parcels():
                if parcel["state"] == "shipped":
                    _must(await self.work("scan", tracking_number=parcel["tracking_number"], status=status))
            if status == "in_transit":
                await self.stage.wait(DAY)

    async def live_on(self) -> None:
        """Let all parcels that there are go their way, and look when everything should long be over."""
        await self.stage.wait(DAY)
        await self.ship_all()
        await self.stage.wait(DAY)
        await self.deliver_all()
        await self.stage.wait(15 * DAY)
        await self.look()

    async def live_until_delivered(self) -> None:
        """Let a parcel that leaves today arrive; for stories of several customers, each in turn."""
        await self.ship_all()
        await self.deliver_all()

    async def receive_and_live(self) -> None:
        """Let the order go its way: packed the next day, brought the day after, complete when it cannot come back."""
        await self.stage.wait(DAY)
        await self.ship_all()
        await self.look(self.stage.draw("surface", ("detail", "list", "page")))
        await self.stage.wait(DAY)
        await self.deliver_all()
        await self.look()
        await self.stage.wait(15 * DAY)
        await self.look()

    async def work(self, verb: str, **arguments: object) -> Outcome:
        """Have somebody outside the shop do their work: at the warehouse or at the carrier."""
        return await self.stage.perform(
            Command(verb=verb, client="people", order_id=self.order_id, arguments=arguments)
        )


def _must(outcome: Outcome) -> Outcome:
    if not outcome.is_ok:
        raise StoryStoppedError(f"{outcome.state}: {outcome.refusal or outcome.native_status}")
    return outcome


_WORTH_ASKING_AGAIN = ("busy", "conflict")
_CARDS = (
    "ok", "ok", "ok", "ok", "ok", "lost-authorize", "lost-capture", "lost-refund", "lost-capture+lost-refund",
    "busy-capture",
)  # fmt: skip
_ADDRESSES: Mapping[str, Sequence[Mapping[str, str]]] = {
    "eu": (
        {"country": "DE", "region": "BE", "postcode": "10115", "city": "Berlin"},
        {"country": "FR", "region": "ARA", "postcode": "69001", "city": "Lyon"},
    ),
    "us": (
        {"country": "US", "region": "CA", "postcode": "94105", "city": "San Francisco"},
        {"country": "US", "region": "NV", "postcode": "89501", "city": "Reno"},
    ),
}
