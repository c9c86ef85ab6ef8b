"""The merchant's people: what a customer asks of them is done in the order in which nothing gets lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from orderproof.systems.vendure.answers import RefusedError
from orderproof.systems.vendure.graphql import Speaker, Staff
from orderproof.systems.vendure.staffing import Office
from tests.systems.vendure.made import paid, shown, whole, wish
from tests.systems.vendure.talk import Talk, asking, in_turn, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.model.commands import Command, Outcome

LINES = [{"line_id": "7", "quantity": 1}]
ASKED_LINES = [{"orderLineId": "7", "quantity": 1}]
WILLING: Mapping[str, Any] = {
    "cancelOrder": {"id": "1", "state": "Cancelled"},
    "cancelPayment": {"id": "1", "state": "Cancelled"},
    "settlePayment": {"id": "1", "state": "Settled"},
    "refundOrder": {"id": "1", "state": "Settled"},
    "transitionOrderToState": {"id": "1"},
    "transitionFulfillmentToState": {"id": "1"},
    "addFulfillmentToOrder": {"id": "1", "state": "Pending"},
    "addManualPaymentToOrder": {"id": "1"},
}


def done(command: Command, *orders: dict[str, Any], **says: Any) -> tuple[Talk, Any]:
    """Have it done while the order reads like this, reading after reading: what was asked, and what came back."""

    async def work(talk: Talk, speaker: Speaker) -> tuple[Talk, Any]:
        office = Office(Staff(speaker, "p"))
        if command.verb.startswith("mark_"):
            return talk, await office.move_parcel(command, command.verb.removeprefix("mark_").capitalize())
        return talk, await getattr(office, command.verb)(command)

    read = in_turn(*({"items": [each]} for each in (orders or (whole(),))))
    found: tuple[Talk, Any] = asking(work, {**WILLING, "orders": read, **says})
    return found


def refused(command: Command, *orders: dict[str, Any], **says: Any) -> Outcome:
    with pytest.raises(RefusedError) as no:
        done(command, *orders, **says)
    return no.value.outcome


def parcel(name: str, state: str) -> dict[str, Any]:
    return {"id": name, "state": state, "method": "post:berlin", "trackingCode": "", "lines": []}


def refunds(talk: Talk) -> list[tuple[str, int]]:
    return [(each["input"]["paymentId"], each["input"]["amount"]) for each in talk.of("refundOrder")]


def test_cancelling_calls_parcels_back_first_then_cancels_then_gives_the_money_back() -> None:
    before = whole(fulfillments=[parcel("4", "Shipped"), parcel("5", "Pending")])
    talk, _ = done(wish("cancel"), before, whole(totalWithTax=0))
    assert talk.fields("login", "orders") == ["transitionFulfillmentToState", "cancelOrder", "refundOrder"]
    assert talk.of("transitionFulfillmentToState") == [{"id": "5", "state": "Cancelled"}]
    assert talk.of("cancelOrder") == [{"input": {"orderId": "1", "reason": "customer", "cancelShipping": True}}]
    assert refunds(talk) == [("1", 3088)]


def test_money_that_is_only_held_is_let_go_and_not_given_back() -> None:
    held = whole(payments=[paid(state="Authorized")])
    let_go = whole(payments=[paid(state="Cancelled")], totalWithTax=0)
    talk, found = done(wish("cancel"), held, let_go)
    assert talk.fields("login", "orders") == ["cancelOrder", "cancelPayment"]
    assert found["payments"][0]["state"] == "Cancelled"


def test_a_parcel_that_the_warehouse_keeps_stops_everything() -> None:
    asked: list[Talk] = []

    async def work(talk: Talk, speaker: Speaker) -> None:
        asked.append(talk)
        await Office(Staff(speaker, "p")).cancel(wish("cancel"))

    says = {
        "orders": {"items": [whole(fulfillments=[parcel("5", "Pending")])]},
        "transitionFulfillmentToState": refusal("FULFILLMENT_STATE_TRANSITION_ERROR"),
    }
    with pytest.raises(RefusedError) as no:
        asking(work, says)
    assert no.value.outcome.refusal == "invalid_state"
    assert asked[0].fields("login") == ["orders", "transitionFulfillmentToState"]


def test_of_a_line_that_is_cancelled_only_what_is_kept_too_much_is_given_back() -> None:
    command = wish("cancel_line", lines=LINES)
    talk, _ = done(command, whole(), whole(payments=[paid(back=300)], totalWithTax=1789))
    assert talk.of("cancelOrder")[0]["input"] == {
        "orderId": "1", "reason": "customer", "cancelShipping": False, "lines": ASKED_LINES,
    }  # fmt: skip
    assert refunds(talk) == [("1", 3088 - 300 - 1789)]


def test_what_is_given_back_comes_from_one_payment_after_the_other() -> None:
    after = whole(payments=[paid("1", 1000), paid("2", 5000, "Declined"), paid("3", 2088)], totalWithTax=1500)
    talk, _ = done(wish("cancel_line", lines=LINES), whole(), after)
    assert refunds(talk) == [("1", 1000), ("3", 588)]


def test_a_refund_that_failed_gave_nothing_back() -> None:
    failed = {**paid(), "refunds": [{"id": "1", "total": 500, "state": "Failed"}]}
    talk, _ = done(wish("cancel"), whole(), whole(payments=[failed], totalWithTax=0))
    assert refunds(talk) == [("1", 3088)]


def test_where_nothing_is_kept_too_much_nothing_is_given_back() -> None:
    talk, _ = done(wish("cancel_line", lines=LINES), whole(), whole(payments=[paid(back=3088)], totalWithTax=0))
    assert refunds(talk) == []


def test_what_is_done_to_an_order_is_done_in_its_own_channel() -> None:
    talk, _ = done(wish("cancel_only"))
    (asked,) = [each for each in talk.asked if each.field == "cancelOrder"]
    assert (asked.path, asked.headers["vendure-token"]) == ("/admin-api", "eu")


def test_cancelling_alone_gives_nothing_back() -> None:
    talk, _ = done(wish("cancel_only", lines=LINES, shipping=True), whole(), whole(totalWithTax=0))
    assert talk.fields("login", "orders") == ["cancelOrder"]
    assert talk.of("cancelOrder")[0]["input"]["cancelShipping"] is True


def test_an_order_that_nobody_knows_is_not_found() -> None:
    assert refused(wish("cancel"), orders={"items": []}).refusal == "not_found"


def edited(*orders: dict[str, Any], total: int, **says: Any) -> Talk:
    answer = {"id": "1", "state": "Modifying", "totalWithTax": total}
    return done(wish("edit", lines=LINES), *orders, **{"modifyOrder": answer, **says})[0]


def test_an_order_that_gets_cheaper_is_modified_with_a_refund_and_rests_again() -> None:
    talk = edited(whole(), whole(state="Modifying"), whole(), total=1789)
    dry, real = (each["input"] for each in talk.of("modifyOrder"))
    assert (dry["dryRun"], real["dryRun"], real["adjustOrderLines"]) == (True, False, ASKED_LINES)
    assert real["refund"] == {"paymentId": "1", "reason": "modified"}
    assert [each["state"] for each in talk.of("transitionOrderToState")] == ["Modifying", "PaymentSettled"]


def test_an_order_can_be_modified_a_second_time_before_it_rests() -> None:
    later = [{"line_id": "7", "quantity": 3}]
    command = wish("edit", lines=LINES, then=later)
    talk, _ = done(command, modifyOrder={"id": "1", "state": "Modifying", "totalWithTax": 3088})
    asked = [(each["input"]["dryRun"], each["input"]["adjustOrderLines"]) for each in talk.of("modifyOrder")]
    assert asked == [(True, ASKED_LINES), (False, ASKED_LINES), (False, [{"orderLineId": "7", "quantity": 3}])]


def test_an_order_that_gets_dearer_waits_to_be_paid() -> None:
    talk = edited(whole(), whole(state="ArrangingAdditionalPayment"), total=4387)
    assert "refund" not in talk.of("modifyOrder")[1]["input"]
    assert [each["state"] for each in talk.of("transitionOrderToState")] == ["Modifying", "ArrangingAdditionalPayment"]


def test_an_order_that_cannot_be_modified_goes_back_to_where_it_was() -> None:
    states: list[str] = []

    def moved(variables: Mapping[str, Any]) -> dict[str, str]:
        states.append(variables["state"])
        return {"id": "1"}

    says = {"modifyOrder": refusal("ORDER_LIMIT_ERROR"), "transitionOrderToState": moved}
    assert refused(wish("edit", lines=LINES), **says).native_status == "ORDER_LIMIT_ERROR"
    assert states == ["Modifying", "PaymentSettled"]


@pytest.mark.parametrize("state", ["Cancelled", "Delivered", "Modifying"])
def test_an_order_that_does_not_rest_is_not_modified(state: str) -> None:
    no = refused(wish("edit", lines=LINES), whole(state=state))
    assert (no.refusal, no.body["message"]) == ("invalid_state", f"it is {state}")


def test_money_from_a_terminal_is_entered_and_the_order_goes_on() -> None:
    async def work(talk: Talk, speaker: Speaker) -> Talk:
        await Office(Staff(speaker, "p")).pay_at_terminal(whole(), "cap-9", "Shipped")
        return talk

    talk = asking(work, {**WILLING, "orders": {"items": [whole()]}})
    (paid_by,) = talk.of("addManualPaymentToOrder")
    assert (paid_by["input"]["transactionId"], paid_by["input"]["method"]) == ("cap-9", "terminal")
    assert talk.of("transitionOrderToState") == [{"id": "1", "state": "Shipped"}]


@pytest.mark.parametrize(
    ("arguments", "lines", "place"),
    [
        ({"lines": LINES, "location": "lyon"}, ASKED_LINES, "post:lyon"),
        ({}, [{"orderLineId": "7", "quantity": 2}], "post:berlin"),
    ],
)
def test_a_release_names_its_lines_and_the_place_they_leave_from(
    arguments: dict[str, Any], lines: list[Any], place: str
) -> None:
    talk, _ = done(wish("release", **arguments))
    given = talk.of("addFulfillmentToOrder")[0]["input"]
    assert (given["lines"], given["handler"]["arguments"][0]["value"]) == (lines, place)


@pytest.mark.parametrize(("arguments", "moved"), [({"fulfilment": "F7"}, "7"), ({}, "4")])
def test_a_parcel_is_moved_on_by_its_name_or_else_the_first(arguments: dict[str, Any], moved: str) -> None:
    talk, _ = done(wish("mark_shipped", **arguments), whole(fulfillments=[parcel("4", "Pending")]))
    assert talk.of("transitionFulfillmentToState") == [{"id": moved, "state": "Shipped"}]


@pytest.mark.parametrize(("verb", "asked"), [("capture", "settlePayment"), ("void", "cancelPayment")])
@pytest.mark.parametrize(("arguments", "payment"), [({"payment": "2"}, "2"), ({}, "1")])
def test_money_is_taken_or_let_go_by_payment(verb: str, asked: str, arguments: dict[str, Any], payment: str) -> None:
    assert done(wish(verb, **arguments))[0].of(asked) == [{"id": payment}]


@pytest.mark.parametrize(
    ("arguments", "back"), [({}, ("1", 3088)), ({"amount": 500}, ("1", 500)), ({"payment": "2"}, ("2", 700))]
)
def test_a_refund_is_of_an_amount_or_of_a_whole_payment(arguments: dict[str, Any], back: tuple[str, int]) -> None:
    talk, _ = done(wish("refund", **arguments), whole(payments=[paid(), paid("2", 700)]))
    assert refunds(talk) == [back]


def test_a_refund_by_lines_leaves_the_amount_to_vendure() -> None:
    talk, _ = done(wish("refund", lines=LINES, shipping=490))
    (given,) = [each["input"] for each in talk.of("refundOrder")]
    assert (given["lines"], given["shipping"], "amount" in given) == (ASKED_LINES, 490, False)


def test_a_payment_that_is_given_back_already_is_refused() -> None:
    assert refused(wish("refund"), refundOrder=refusal("ALREADY_REFUNDED_ERROR")).refusal == "invalid_state"


def test_an_order_is_moved_by_hand_and_read_again() -> None:
    talk, found = done(wish("transition", state="Delivered"), whole(), whole(state="Delivered"))
    assert talk.of("transitionOrderToState") == [{"id": "1", "state": "Delivered"}]
    assert found["state"] == "Delivered"


def test_an_order_is_read_whole() -> None:
    _, found = done(wish("transition", state="Shipped"))
    assert {"payments", "fulfillments", "channels", *shown()} <= set(found)
