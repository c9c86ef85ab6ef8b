"""A shopper at the shop API: one session, one cart, a thing in it once, and an order that is paid for once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.systems.vendure.answers import RefusedError
from orderproof.systems.vendure.graphql import NoAnswerError, Speaker
from orderproof.systems.vendure.shopping import Counter
from tests.systems.vendure.made import shown, wish
from tests.systems.vendure.talk import GREETED, NEVER, Talk, asking, in_turn, patience_of, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from orderproof.model.commands import Command, Outcome

WAYS = [{"id": "2", "priceWithTax": 490}, {"id": "9", "priceWithTax": 0}, {"id": "10", "priceWithTax": 990}]
ADDRESS = {"city": "Berlin", "region": "BE", "postcode": "10115", "country": "DE"}
TALKATIVE: Mapping[str, Any] = {
    "activeOrder": None,
    "product": lambda variables: {"variants": [{"id": f"variant {variables['s']}", "sku": variables["s"].upper()}]},
    "orderByCode": shown(),
    "eligibleShippingMethods": WAYS,
    "transitionOrderToState": {"id": "1", "state": "ArrangingPayment"},
    **dict.fromkeys(
        ("addItemToOrder", "adjustOrderLine", "setOrderShippingAddress", "setOrderShippingMethod", "applyCouponCode"),
        shown(),
    ),
    "addPaymentToOrder": shown(state="PaymentAuthorized"),
}


def served(*commands: Command, **says: Any) -> tuple[Talk, list[Any]]:
    """Serve shoppers: what the server was asked, and what each of them got."""
    ways: dict[str, Callable[[Counter], Any]] = {
        "cart_add": lambda counter: counter.add,
        "set_currency": lambda counter: counter.currency,
        "set_address": lambda counter: counter.address,
        "add_coupon": lambda counter: counter.coupon,
        "remove_coupon": lambda counter: counter.remove_coupon,
        "quote": lambda counter: counter.quote,
        "place": lambda counter: counter.place,
        "look": lambda counter: counter.look,
    }

    async def work(talk: Talk, speaker: Speaker) -> tuple[Talk, list[Any]]:
        counter = Counter(speaker)
        return talk, [await ways[each.verb](counter)(each) for each in commands]

    found: tuple[Talk, list[Any]] = asking(work, {**TALKATIVE, **says})
    return found


def refused(command: Command, **says: Any) -> Outcome:
    with pytest.raises(RefusedError) as no:
        served(command, **says)
    return no.value.outcome


def test_a_shopper_registers_once_and_asks_with_the_token_of_their_login() -> None:
    talk, _ = served(wish("quote"), wish("quote"))
    assert talk.fields()[:2] == list(GREETED)
    assert [name for name in talk.fields() if name in GREETED] == list(GREETED)
    assert {each.headers["Authorization"] for each in talk.asked[2:]} == {"Bearer token of ann@mailbox.example"}
    assert {each.path for each in talk.asked} == {"/shop-api"}


def test_a_cart_is_filled_in_the_channel_that_is_named() -> None:
    talk, _ = served(wish("cart_add", channel="us", sku="MUG", quantity=2), wish("quote"))
    assert {each.headers["vendure-token"] for each in talk.asked} == {"us"}


def test_a_thing_that_is_not_in_the_cart_is_added() -> None:
    talk, _ = served(wish("cart_add", sku="MUG", quantity=2))
    assert talk.of("addItemToOrder") == [{"v": "variant mug", "q": 2}]


def test_a_thing_that_is_in_the_cart_is_set_to_what_is_asked_for_and_not_added_again() -> None:
    talk, _ = served(wish("cart_add", sku="MUG", quantity=5), activeOrder=shown())
    assert talk.of("adjustOrderLine") == [{"l": "7", "q": 5}]
    assert "addItemToOrder" not in talk.fields()


def test_another_thing_is_added_beside_what_is_there() -> None:
    talk, _ = served(wish("cart_add", sku="BOOK", quantity=1), activeOrder=shown())
    assert talk.of("addItemToOrder") == [{"v": "variant book", "q": 1}]


def test_a_thing_with_a_note_is_a_line_of_its_own() -> None:
    talk, _ = served(wish("cart_add", sku="MUG", quantity=1, note="for Bob"), activeOrder=shown())
    assert talk.of("addItemToOrder") == [{"v": "variant mug", "q": 1, "n": "for Bob"}]


def test_a_thing_is_looked_up_once() -> None:
    talk, _ = served(*(wish("cart_add", sku=sku, quantity=1) for sku in ("MUG", "BOOK", "MUG")))
    assert talk.of("product") == [{"s": "mug"}, {"s": "book"}]


def test_what_is_not_sold_is_refused() -> None:
    assert refused(wish("cart_add", sku="YACHT", quantity=1), product=None).refusal == "not_found"


def test_too_much_of_a_thing_is_out_of_stock() -> None:
    no = refused(wish("cart_add", sku="MUG", quantity=9), addItemToOrder=refusal("INSUFFICIENT_STOCK_ERROR"))
    assert (no.refusal, no.native_status) == ("out_of_stock", "INSUFFICIENT_STOCK_ERROR")


def test_who_asked_for_a_currency_sees_it_from_then_on() -> None:
    talk, _ = served(wish("set_currency", channel="eu", currency="USD"), wish("quote"))
    seen = [each.parameters for each in talk.asked if each.field not in GREETED]
    assert seen == [{"currencyCode": "USD"}] * len(seen) != []


def test_an_address_is_set_and_the_cheapest_way_there_is_taken() -> None:
    talk, _ = served(wish("set_address", address=ADDRESS))
    (given,) = talk.of("setOrderShippingAddress")
    assert (given["i"]["countryCode"], given["i"]["postalCode"], given["i"]["province"]) == ("DE", "10115", "BE")
    assert talk.of("setOrderShippingMethod") == [{"m": ["9"]}]


def test_where_no_way_leads_there_it_is_refused() -> None:
    no = refused(wish("set_address", address=ADDRESS), eligibleShippingMethods=[])
    assert (no.state, no.native_status) == ("refused", "NO_ELIGIBLE_SHIPPING_METHOD")


def test_a_quote_chooses_the_way_anew() -> None:
    talk, _ = served(wish("quote"), activeOrder=shown())
    assert talk.of("setOrderShippingMethod") == [{"m": ["9"]}]


def test_at_the_till_a_quote_shows_the_cart_and_changes_nothing() -> None:
    cart = shown(state="ArrangingPayment")
    talk, (quoted,) = served(wish("quote"), activeOrder=cart)
    assert (quoted, talk.fields(*GREETED)) == (cart, ["activeOrder"])


def test_a_coupon_goes_on_and_comes_off_and_a_wrong_one_is_refused() -> None:
    talk, _ = served(wish("add_coupon", code="TEN"), wish("remove_coupon", code="TEN"), removeCouponCode=shown())
    assert (talk.of("applyCouponCode"), talk.of("removeCouponCode")) == ([{"c": "TEN"}], [{"c": "TEN"}])
    no = refused(wish("add_coupon", code="NO"), applyCouponCode=refusal("COUPON_CODE_INVALID_ERROR"))
    assert no.refusal == "validation"


def test_placing_goes_to_the_till_and_pays_with_card_and_key() -> None:
    talk, (placed,) = served(wish("place", key="k1", cart="C1", card="ok"))
    assert talk.fields(*GREETED) == ["orderByCode", "transitionOrderToState", "addPaymentToOrder"]
    assert talk.of("addPaymentToOrder") == [{"i": {"method": "card-eu", "metadata": {"card": "ok", "key": "k1"}}}]
    assert placed["state"] == "PaymentAuthorized"


def test_who_is_at_the_till_already_only_pays() -> None:
    talk, _ = served(wish("place", cart="C1", card="ok"), orderByCode=shown(state="ArrangingPayment"))
    assert talk.fields(*GREETED) == ["orderByCode", "addPaymentToOrder"]


@pytest.mark.parametrize("state", ["PaymentAuthorized", "PaymentSettled"])
def test_an_order_that_is_placed_already_is_shown_and_pays_nothing(state: str) -> None:
    order = shown(state=state)
    talk, (found,) = served(wish("place", cart="C1", card="ok"), orderByCode=order)
    assert (found, talk.fields(*GREETED)) == (order, ["orderByCode"])


@pytest.mark.parametrize("code", ["PAYMENT_DECLINED_ERROR", "PAYMENT_FAILED_ERROR"])
def test_a_payment_that_is_not_taken_is_declined(code: str) -> None:
    no = refused(wish("place", cart="C1", card="declined"), addPaymentToOrder=refusal(code))
    assert (no.state, no.refusal, no.native_status) == ("refused", "declined", code)


def test_goods_that_are_gone_at_the_till_are_not_paid_for() -> None:
    says = {"transitionOrderToState": refusal("ORDER_STATE_TRANSITION_ERROR")}
    assert refused(wish("place", cart="C1", card="ok"), **says).refusal == "invalid_state"


def test_a_shopper_without_patience_leaves_before_the_payment_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = patience_of(monkeypatch)
    with pytest.raises(TimeoutError):
        served(replace(wish("place", cart="C1", card="ok"), patience_ms=50), addPaymentToOrder=NEVER)
    assert seen[-1] == 0.05


def test_a_payment_that_is_answered_with_nothing_is_no_answer() -> None:
    with pytest.raises(NoAnswerError, match="no order"):
        served(wish("place", cart="C1", card="ok"), addPaymentToOrder=None)


def test_a_look_shows_one_order_and_the_list_shows_all() -> None:
    listed = {"orders": {"items": [shown(code="C2"), shown()]}}
    _, (one, several) = served(wish("look"), wish("look", surface="list"), activeCustomer=listed)
    assert [[each["code"] for each in found] for found in (one, several)] == [["C1"], ["C2", "C1"]]


def test_the_order_of_somebody_else_is_not_found() -> None:
    assert refused(wish("look"), orderByCode=None).refusal == "not_found"


def test_a_cart_that_was_filled_in_between_is_seen() -> None:
    add = wish("cart_add", sku="MUG", quantity=2)
    talk, _ = served(add, add, activeOrder=in_turn(None, shown()))
    assert talk.fields("activeOrder", "product", *GREETED) == ["addItemToOrder", "adjustOrderLine"]
