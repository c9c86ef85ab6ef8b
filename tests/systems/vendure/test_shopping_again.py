"""A shopper who asks again for what became an order meanwhile is shown that order, and a refusal stays a refusal."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from orderproof.model.commands import Command
from orderproof.systems.vendure.answers import RefusedError
from orderproof.systems.vendure.graphql import Answer, Whose
from orderproof.systems.vendure.shopping import OVERTAKEN, Counter


class MadeSpeaker:
    """Shows a cart in the states given, one look after the other, and answers every payment with one error."""

    def __init__(self, states: list[str], error: str) -> None:
        self.states = states
        self.error = error
        self.payments = 0

    async def ask(self, _api: str, query: str, *_given: Any, **_more: Any) -> Answer:
        if "orderByCode" in query:
            return Answer(200, {"orderByCode": {"code": "C1", "state": self.states.pop(0)}}, (), None)
        self.payments += 1
        refusal = {"errorCode": self.error, "message": "no"}
        return Answer(200, {"addPaymentToOrder": refusal}, (), None)


def placed(speaker: MadeSpeaker) -> dict[str, Any]:
    made: Any = speaker
    counter = Counter(made)
    counter._shoppers["ann"] = Whose("token", "eu")
    return dict(asyncio.run(counter.place(Command(verb="place", client="ann", arguments={"cart": "C1", "card": "ok"}))))


@pytest.mark.parametrize("state", ["PaymentAuthorized", "Shipped", "Cancelled"])
def test_what_is_placed_is_shown_and_not_paid_again(state: str) -> None:
    speaker = MadeSpeaker([state], "PAYMENT_DECLINED_ERROR")
    assert (placed(speaker)["state"], speaker.payments) == (state, 0)


@pytest.mark.parametrize("error", OVERTAKEN)
def test_who_is_overtaken_by_their_own_earlier_try_is_shown_the_order(error: str) -> None:
    speaker = MadeSpeaker(["ArrangingPayment", "PaymentAuthorized"], error)
    assert (placed(speaker)["state"], speaker.payments) == ("PaymentAuthorized", 1)


@pytest.mark.parametrize("error", OVERTAKEN)
def test_a_refusal_stays_one_where_no_order_came_of_the_cart(error: str) -> None:
    with pytest.raises(RefusedError, match=error):
        placed(MadeSpeaker(["ArrangingPayment", "ArrangingPayment"], error))


def test_a_declined_card_is_declined_whatever_became_of_the_cart() -> None:
    speaker = MadeSpeaker(["ArrangingPayment", "PaymentAuthorized"], "PAYMENT_DECLINED_ERROR")
    with pytest.raises(RefusedError, match="PAYMENT_DECLINED_ERROR"):
        placed(speaker)
