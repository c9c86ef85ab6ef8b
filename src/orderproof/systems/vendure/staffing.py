"""The merchant's people at the admin API: what a customer asks of them takes one call or several."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from orderproof.systems.vendure.answers import RefusedError, refused, taken
from orderproof.systems.vendure.shopping import SHAPE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from orderproof.model.commands import Command
    from orderproof.systems.vendure.graphql import Staff

ERROR = "... on ErrorResult { errorCode message }"
WHOLE = f"""{SHAPE} channels {{ code token }}
    payments {{ id method amount state transactionId errorMessage refunds {{ id total state transactionId reason }} }}
    fulfillments {{ id state method trackingCode lines {{ orderLineId quantity }} }}"""
ORDER = f"query($code: String!) {{ orders(options: {{filter: {{code: {{eq: $code}}}}}}) {{ items {{ {WHOLE} }} }} }}"
RESTING = ("PaymentAuthorized", "PaymentSettled", "PartiallyShipped", "Shipped", "PartiallyDelivered")


class Office:
    """Acts in the merchant's name. Every method raises RefusedError where Vendure says no."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    async def order(self, code: str | None) -> Mapping[str, Any]:
        """Read one order whole."""
        found = taken(await self._staff.ask(ORDER, {"code": code}))["items"]
        if not found:
            raise RefusedError(refused("FORBIDDEN"))
        return dict(found[0])

    async def cancel(self, command: Command) -> Mapping[str, Any]:
        """Cancel all of an order: parcels first, then its lines, then give the money back."""
        order = await self.order(command.order_id)
        await self._stop_parcels(order)
        await self._cancelled(order, None, shipping=True)
        await self._let_go(order)
        return await self._given_back(command.order_id, "cancelled")

    async def cancel_line(self, command: Command) -> Mapping[str, Any]:
        """Cancel units of some lines, and give back what they cost."""
        order = await self.order(command.order_id)
        await self._stop_parcels(order)
        await self._cancelled(order, command.arguments["lines"])
        if (await self.order(command.order_id))["state"] == "Cancelled":
            await self._let_go(order)
        return await self._given_back(command.order_id, "cancelled in part")

    async def edit(self, command: Command) -> Mapping[str, Any]:
        """Modify an order: refund what it costs less, or leave it to be paid what it costs more."""
        order = await self.order(command.order_id)
        back = str(order["state"])
        if back not in RESTING:
            raise RefusedError(refused("ORDER_STATE_TRANSITION_ERROR", f"it is {back}"))
        await self._state(order, "Modifying")
        try:
            await self._modified(order, command)
        except RefusedError:
            await self._state(order, back)
            raise
        now = await self.order(command.order_id)
        if now["state"] == "Modifying":
            await self._state(now, back)
        return await self.order(command.order_id)

    async def release(self, command: Command) -> Mapping[str, Any]:
        """Make a fulfilment of all that is asked for, or of every unit that is in none yet."""
        order = await self.order(command.order_id)
        asked: Any = command.arguments.get("lines")
        lines = (
            [{"orderLineId": each["line_id"], "quantity": each["quantity"]} for each in asked]
            if asked
            else _unsent(order)
        )
        place = command.arguments.get("location", "berlin")
        method = [{"name": "method", "value": f"post:{place}"}, {"name": "trackingCode", "value": ""}]
        return await self._ask(
            order,
            "mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) "
            f"{{ ... on Fulfillment {{ id state }} {ERROR} }} }}",
            input={"lines": lines, "handler": {"code": "manual-fulfillment", "arguments": method}},
        )

    async def move_parcel(self, command: Command, state: str) -> Mapping[str, Any]:
        """Move a fulfilment on; without one named, the first."""
        order = await self.order(command.order_id)
        fulfilment = command.arguments.get("fulfilment") or _first(order["fulfillments"])["id"]
        return await self._moved(order, str(fulfilment).removeprefix("F"), state)

    async def capture(self, command: Command) -> Mapping[str, Any]:
        """Capture a payment; without one named, the first."""
        order = await self.order(command.order_id)
        return await self._ask(
            order,
            f"mutation($id: ID!) {{ settlePayment(id: $id) {{ ... on Payment {{ id state }} {ERROR} }} }}",
            id=command.arguments.get("payment") or _first(order["payments"])["id"],
        )

    async def void(self, command: Command) -> Mapping[str, Any]:
        """Cancel a payment; without one named, the first."""
        order = await self.order(command.order_id)
        return await self._ask(
            order,
            f"mutation($id: ID!) {{ cancelPayment(id: $id) {{ ... on Payment {{ id state }} {ERROR} }} }}",
            id=command.arguments.get("payment") or _first(order["payments"])["id"],
        )

    async def refund(self, command: Command) -> Mapping[str, Any]:
        """Refund an amount of a payment, or all of it."""
        order = await self.order(command.order_id)
        named = command.arguments.get("payment")
        payment = _first([each for each in order["payments"] if named in {None, each["id"]}])
        if "lines" in command.arguments:
            return await self._refunded_by_lines(order, payment["id"], command.arguments)
        amount = int(str(command.arguments.get("amount") or payment["amount"]))
        return await self._refunded(order, payment["id"], amount, "goodwill")

    async def cancel_only(self, command: Command) -> Mapping[str, Any]:
        """Cancel lines or all of an order in the one call that Vendure has for it, and do nothing else."""
        order = await self.order(command.order_id)
        shipping = bool(command.arguments.get("shipping", False))
        await self._cancelled(order, command.arguments.get("lines"), shipping=shipping)
        return await self.order(command.order_id)

    async def transition(self, command: Command) -> Mapping[str, Any]:
        """Move an order to a state by hand."""
        order = await self.order(command.order_id)
        await self._state(order, str(command.arguments["state"]))
        return await self.order(command.order_id)

    async def _let_go(self, order: Mapping[str, Any]) -> None:
        """Give up what is only authorized, as an order that is cancelled whole does not do by itself."""
        for payment in order["payments"]:
            if payment["state"] == "Authorized":
                await self._ask(
                    order, f"mutation($id: ID!) {{ cancelPayment(id: $id) {{ __typename {ERROR} }} }}", id=payment["id"]
                )

    async def _stop_parcels(self, order: Mapping[str, Any]) -> None:
        """Call back every parcel that has not left; refused where the warehouse does not let one go."""
        for fulfilment in order["fulfillments"]:
            if fulfilment["state"] == "Pending":
                await self._moved(order, fulfilment["id"], "Cancelled")

    async def _moved(self, order: Mapping[str, Any], fulfilment: str, state: str) -> Mapping[str, Any]:
        return await self._ask(
            order,
            "mutation($id: ID!, $state: String!) { transitionFulfillmentToState(id: $id, state: $state) "
            f"{{ ... on Fulfillment {{ id state }} {ERROR} }} }}",
            id=fulfilment,
            state=state,
        )

    async def _cancelled(self, order: Mapping[str, Any], lines: Any, *, shipping: bool = False) -> None:  # noqa: ANN401 - JSON
        asked: dict[str, object] = {"orderId": order["id"], "reason": "customer", "cancelShipping": shipping}
        if lines:
            asked["lines"] = [{"orderLineId": each["line_id"], "quantity": each["quantity"]} for each in lines]
        await self._ask(
            order,
            "mutation($input: CancelOrderInput!) { cancelOrder(input: $input) "
            f"{{ ... on Order {{ id state }} {ERROR} }} }}",
            input=asked,
        )

    async def _given_back(self, code: str | None, reason: str) -> Mapping[str, Any]:
        """Refund what is kept beyond what the order comes to by now, payment by payment."""
        order = await self.order(code)
        settled = [each for each in order["payments"] if each["state"] == "Settled"]
        surplus = sum(_kept(each) for each in settled) - order["totalWithTax"]
        for payment in settled:
            amount = min(surplus, _kept(payment))
            if amount > 0:
                await self._refunded(order, payment["id"], amount, reason)
                surplus -= amount
        return await self.order(code)

    async def _refunded(self, order: Mapping[str, Any], payment: str, amount: int, reason: str) -> Mapping[str, Any]:
        asked = {"paymentId": payment, "amount": amount, "lines": [], "shipping": 0, "adjustment": 0, "reason": reason}
        return await self._ask(
            order,
            "mutation($input: RefundOrderInput!) { refundOrder(input: $input) "
            f"{{ ... on Refund {{ id state total }} {ERROR} }} }}",
            input=asked,
        )

    async def _refunded_by_lines(
        self, order: Mapping[str, Any], payment: str, given: Mapping[str, object]
    ) -> Mapping[str, Any]:
        """Refund by lines, shipping and adjustment, as older clients do: Vendure works the amount out."""
        lines: Any = given["lines"]
        asked = {
            "paymentId": payment,
            "lines": [{"orderLineId": each["line_id"], "quantity": each["quantity"]} for each in lines],
            "shipping": given.get("shipping", 0),
            "adjustment": given.get("adjustment", 0),
            "reason": "goodwill",
        }
        return await self._ask(
            order,
            "mutation($input: RefundOrderInput!) { refundOrder(input: $input) "
            f"{{ ... on Refund {{ id state total }} {ERROR} }} }}",
            input=asked,
        )

    async def _state(self, order: Mapping[str, Any], state: str) -> None:
        await self._ask(
            order,
            "mutation($id: ID!, $state: String!) { transitionOrderToState(id: $id, state: $state) "
            "{ ... on Order { id state } ... on OrderStateTransitionError { errorCode message transitionError } } }",
            id=order["id"],
            state=state,
        )

    async def _modified(self, order: Mapping[str, Any], command: Command) -> None:
        lines: Any = command.arguments["lines"]
        asked: dict[str, object] = {
            "orderId": order["id"],
            "dryRun": True,
            "adjustOrderLines": [{"orderLineId": each["line_id"], "quantity": each["quantity"]} for each in lines],
        }
        mutation = (
            "mutation($input: ModifyOrderInput!) { modifyOrder(input: $input) "
            f"{{ ... on Order {{ id state totalWithTax }} {ERROR} }} }}"
        )
        dearer = (await self._ask(order, mutation, input=asked))["totalWithTax"] - order["totalWithTax"]
        asked["dryRun"] = False
        if dearer < 0:
            asked["refund"] = {"paymentId": order["payments"][0]["id"], "reason": "modified"}
        await self._ask(order, mutation, input=asked)
        later: Any = command.arguments.get("then")
        if later:
            asked["adjustOrderLines"] = [
                {"orderLineId": each["line_id"], "quantity": each["quantity"]} for each in later
            ]
            await self._ask(order, mutation, input=asked)
        if dearer > 0:
            await self._state(order, "ArrangingAdditionalPayment")

    async def pay_at_terminal(self, order: Mapping[str, Any], transaction: str, back: str) -> Mapping[str, Any]:
        """Enter a payment that was taken elsewhere, and let the order go on."""
        await self._ask(
            order,
            "mutation($input: ManualPaymentInput!) { addManualPaymentToOrder(input: $input) "
            f"{{ ... on Order {{ id state }} {ERROR} }} }}",
            input={"orderId": order["id"], "method": "terminal", "transactionId": transaction, "metadata": {}},
        )
        await self._state(order, back)
        return await self.order(str(order["code"]))

    async def _ask(self, order: Mapping[str, Any], query: str, **variables: object) -> Mapping[str, Any]:
        channel = next((each["token"] for each in order["channels"] if each["code"] != "__default_channel__"), None)
        found: Mapping[str, Any] = taken(await self._staff.ask(query, variables, channel))
        return found


def _first(found: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Give the first; refused where there is none."""
    if not found:
        raise RefusedError(refused("FORBIDDEN", "there is none"))
    return found[0]


def _unsent(order: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Name every unit that is in no fulfilment yet, but in those that were cancelled."""
    sent: Counter[str] = Counter()
    for made in order["fulfillments"]:
        if made["state"] != "Cancelled":
            sent.update({each["orderLineId"]: each["quantity"] for each in made["lines"]})
    left = {each["id"]: each["quantity"] - sent[each["id"]] for each in order["lines"]}
    return [{"orderLineId": line, "quantity": units} for line, units in left.items() if units > 0]


def _kept(payment: Mapping[str, Any]) -> int:
    refunded = sum(each["total"] for each in payment["refunds"] if each["state"] != "Failed")
    return int(payment["amount"]) - int(refunded)
