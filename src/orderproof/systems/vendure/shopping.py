"""A shopper at the shop API: one session each, one active order at a time, which is the cart until it is placed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orderproof.systems.vendure.answers import RefusedError, refused, taken
from orderproof.systems.vendure.graphql import SHOP, NoAnswerError, Whose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.model.commands import Command
    from orderproof.systems.vendure.graphql import Speaker

PASSWORD = "a-long-enough-password-1"  # noqa: S105 - of shoppers that live for one play
ERROR = "...on ErrorResult { errorCode message }"
DISCOUNTS = "discounts { adjustmentSource description amount amountWithTax }"
SHAPE = f"""id code state currencyCode totalQuantity subTotal subTotalWithTax
    shipping shippingWithTax total totalWithTax
    shippingLines {{ price priceWithTax }}
    couponCodes {DISCOUNTS} taxSummary {{ description taxRate taxBase taxTotal }}
    lines {{ id quantity productVariant {{ id sku }} unitPrice unitPriceWithTax linePrice linePriceWithTax
        proratedLinePrice proratedLinePriceWithTax {DISCOUNTS} }}"""
ORDER = f"{{ ...on Order {{ {SHAPE} }} {ERROR} }}"
OPEN = ("AddingItems", "ArrangingPayment")
OVERTAKEN = ("NO_ACTIVE_ORDER_ERROR", "ORDER_PAYMENT_STATE_ERROR", "ORDER_STATE_TRANSITION_ERROR")
"""What Vendure says to who pays for a cart that became an order meanwhile, through an earlier try of theirs."""


class Counter:
    """Serves shoppers. Every method gives the order as the shop API shows it, or raises RefusedError."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._shoppers: dict[str, Whose] = {}
        self._variants: dict[str, str] = {}

    async def shopper(self, client: str, channel: str | None = None) -> Whose:
        """Register somebody once and log them in; their address holds what a journey says of their mailbox."""
        known = self._shoppers.get(client)
        if known is not None:
            known.channel = channel or known.channel
            return known
        made = Whose(None, channel or "eu")
        address = f"{client}@mailbox.example"
        await self._ask(
            made,
            "mutation($i: RegisterCustomerInput!) { registerCustomerAccount(input: $i) { __typename "
            "... on ErrorResult { errorCode message } } }",
            {"i": {"emailAddress": address, "firstName": client, "lastName": "Shopper", "password": PASSWORD}},
        )
        answer = await self._speaker.ask(
            SHOP,
            f"mutation($u: String!, $p: String!) {{ login(username: $u, password: $p) {{ __typename {ERROR} }} }}",
            {"u": address, "p": PASSWORD},
            whose=made,
        )
        taken(answer)
        made.token = answer.token
        return self._shoppers.setdefault(client, made)

    async def add(self, command: Command) -> Mapping[str, Any]:
        """Put so many of a thing into the cart: asked again, it is no more than that."""
        given = command.arguments
        channel = given.get("channel")
        shopper = await self.shopper(command.client, None if channel is None else str(channel))
        sku, quantity = str(given["sku"]), int(str(given["quantity"]))
        cart = await self.active(shopper)
        there = [] if cart is None else [each for each in cart["lines"] if each["productVariant"]["sku"] == sku]
        if "note" in given:
            return await self._order(
                shopper,
                "mutation($v: ID!, $q: Int!, $n: String) { addItemToOrder(productVariantId: $v, quantity: $q, "
                f"customFields: {{note: $n}}) {ORDER} }}",
                {"v": await self._variant(shopper, sku), "q": quantity, "n": given["note"]},
            )
        if there:
            return await self._order(
                shopper,
                f"mutation($l: ID!, $q: Int!) {{ adjustOrderLine(orderLineId: $l, quantity: $q) {ORDER} }}",
                {"l": there[0]["id"], "q": quantity},
            )
        return await self._order(
            shopper,
            f"mutation($v: ID!, $q: Int!) {{ addItemToOrder(productVariantId: $v, quantity: $q) {ORDER} }}",
            {"v": await self._variant(shopper, sku), "q": quantity},
        )

    async def currency(self, command: Command) -> Mapping[str, Any]:
        """Ask for another currency: from now on every request names it, as a storefront's switch has it."""
        given = command.arguments
        shopper = await self.shopper(command.client, str(given["channel"]) if "channel" in given else None)
        shopper.currency = str(given["currency"])
        return {"currency": shopper.currency}

    async def coupon(self, command: Command) -> Mapping[str, Any]:
        """Apply a coupon."""
        return await self._order(
            await self.shopper(command.client),
            f"mutation($c: String!) {{ applyCouponCode(couponCode: $c) {ORDER} }}",
            {"c": command.arguments["code"]},
        )

    async def remove_coupon(self, command: Command) -> Mapping[str, Any]:
        """Take a coupon off again."""
        return await self._order(
            await self.shopper(command.client),
            f"mutation($c: String!) {{ removeCouponCode(couponCode: $c) {{ {SHAPE} }} }}",
            {"c": command.arguments["code"]},
        )

    async def address(self, command: Command) -> Mapping[str, Any]:
        """Say where it goes, and take the cheapest way there."""
        shopper = await self.shopper(command.client)
        where: Any = command.arguments["address"]
        await self._order(
            shopper,
            f"mutation($i: CreateAddressInput!) {{ setOrderShippingAddress(input: $i) {ORDER} }}",
            {
                "i": {
                    "fullName": "A. Customer",
                    "streetLine1": "Linienstr. 1",
                    "city": where["city"],
                    "province": where["region"],
                    "postalCode": where["postcode"],
                    "countryCode": where["country"],
                }
            },
        )
        return await self.choose_shipping(shopper)

    async def choose_shipping(self, shopper: Whose) -> Mapping[str, Any]:
        """Take the cheapest of the shipping methods that are offered for the cart as it is."""
        methods = taken(await self._ask(shopper, "{ eligibleShippingMethods { id priceWithTax } }"))
        if not methods:
            raise RefusedError(refused("NO_ELIGIBLE_SHIPPING_METHOD"))
        cheapest = min(methods, key=lambda each: (each["priceWithTax"], each["id"]))
        return await self._order(
            shopper,
            f"mutation($m: [ID!]!) {{ setOrderShippingMethod(shippingMethodId: $m) {ORDER} }}",
            {"m": [cheapest["id"]]},
        )

    async def quote(self, command: Command) -> Mapping[str, Any]:
        """Ask what the cart costs; the way that parcels go is chosen anew, as what is in it may have changed.

        At the till nothing can be chosen any more: the cart is shown as it is.
        """
        shopper = await self.shopper(command.client)
        cart = await self.active(shopper)
        if cart is not None and cart["state"] != "AddingItems":
            return cart
        return await self.choose_shipping(shopper)

    async def place(self, command: Command) -> Mapping[str, Any]:
        """Pay for the cart, which places it. One that is placed already is shown: a shop's page would do no other."""
        shopper = await self.shopper(command.client)
        given = command.arguments
        seconds = command.patience_ms / 1000 if command.patience_ms is not None else None
        cart = await self.by_code(shopper, str(given["cart"]))
        if cart["state"] not in OPEN:
            return cart
        try:
            if cart["state"] == "AddingItems":
                await self.arrange(shopper)
            return await self.pay(shopper, command, seconds=seconds)
        except RefusedError as no:
            if no.outcome.native_status not in OVERTAKEN:
                raise
            now = await self.by_code(shopper, str(given["cart"]))
            if now["state"] in OPEN:
                raise
            return now

    async def arrange(self, shopper: Whose) -> Mapping[str, Any]:
        """Go to the till."""
        return await self._order(
            shopper,
            'mutation { transitionOrderToState(state: "ArrangingPayment") { ...on Order { id state } '
            "...on OrderStateTransitionError { errorCode message transitionError } } }",
        )

    async def pay(self, shopper: Whose, command: Command, *, seconds: float | None = None) -> Mapping[str, Any]:
        """Pay with a card, all that is owed or the amount that is named."""
        paid = {"card": command.arguments["card"], "key": command.key}
        paid |= {name: value for name, value in command.arguments.items() if name == "amount"}
        return await self._order(
            shopper,
            f"mutation($i: PaymentInput!) {{ addPaymentToOrder(input: $i) {ORDER} }}",
            {"i": {"method": f"card-{shopper.channel}", "metadata": paid}},
            seconds=seconds,
        )

    async def look(self, command: Command) -> list[Mapping[str, Any]]:
        """Look at one's own order on its page, or at the newest hundred in the list."""
        shopper = await self.shopper(command.client)
        if command.arguments.get("surface") != "list":
            return [await self.by_code(shopper, str(command.order_id))]
        listed = taken(
            await self._ask(
                shopper,
                "{ activeCustomer { orders(options: {take: 100, sort: {id: DESC}, filter: {active: {eq: false}}}) "
                f"{{ items {{ {SHAPE} }} }} }} }}",
            )
        )
        return list(listed["orders"]["items"])

    async def by_code(self, shopper: Whose, code: str) -> Mapping[str, Any]:
        """Show one order by its code; somebody else's is not found."""
        found = taken(
            await self._ask(shopper, f"query($c: String!) {{ orderByCode(code: $c) {{ {SHAPE} }} }}", {"c": code})
        )
        if found is None:
            raise RefusedError(refused("FORBIDDEN"))
        return dict(found)

    async def active(self, shopper: Whose) -> Mapping[str, Any] | None:
        """Show the cart; None where there is none."""
        found: Mapping[str, Any] | None = taken(await self._ask(shopper, f"{{ activeOrder {{ {SHAPE} }} }}"))
        return found

    async def _order(
        self,
        shopper: Whose,
        query: str,
        variables: Mapping[str, object] | None = None,
        *,
        seconds: float | None = None,
    ) -> Mapping[str, Any]:
        found = taken(await self._ask(shopper, query, variables, seconds=seconds))
        if not isinstance(found, dict):
            raise NoAnswerError("the answer holds no order")
        return found

    async def _ask(
        self,
        shopper: Whose,
        query: str,
        variables: Mapping[str, object] | None = None,
        *,
        seconds: float | None = None,
    ) -> Any:  # noqa: ANN401 - an answer
        return await self._speaker.ask(SHOP, query, variables, whose=shopper, seconds=seconds)

    async def _variant(self, shopper: Whose, sku: str) -> str:
        if sku not in self._variants:
            found = taken(
                await self._ask(
                    shopper, "query($s: String!) { product(slug: $s) { variants { id sku } } }", {"s": sku.lower()}
                )
            )
            if found is None:
                raise RefusedError(refused("ENTITY_NOT_FOUND", sku))
            self._variants[sku] = str(found["variants"][0]["id"])
        return self._variants[sku]
