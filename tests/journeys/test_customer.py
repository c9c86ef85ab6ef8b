"""A customer insists where nothing answers, gives up where the answer is no, and never asks as two people would."""

from __future__ import annotations

import asyncio

import pytest

from orderproof.journeys.customer import TRIES_MAX, Customer
from orderproof.journeys.stage import StoryStoppedError
from orderproof.model.commands import Outcome
from tests.journeys.told import ToldStage

UNKNOWN = Outcome(state="unknown")
BUSY = Outcome(state="refused", refusal="busy")
IN_FLIGHT = Outcome(state="refused", refusal="conflict")
REFUSED = Outcome(state="refused", refusal="invalid_state")


def test_a_placing_without_an_answer_is_tried_again_under_the_same_key() -> None:
    stage = ToldStage(answers={"place": [UNKNOWN, IN_FLIGHT, BUSY]})
    asyncio.run(Customer(stage).buy({"MUG": 1}))
    placed = [each for each in stage.asked if each.verb == "place"]
    assert [each.attempt for each in placed] == [1, 2, 3, 4]
    assert len({each.key for each in placed}) == 1


def test_another_card_is_another_try_under_another_key() -> None:
    stage = ToldStage()
    customer = Customer(stage)
    asyncio.run(_pay_twice(customer))
    declined, paid = (each.key for each in stage.asked if each.verb == "place")
    assert declined != paid


def test_two_changes_of_one_kind_have_two_keys() -> None:
    stage = ToldStage()
    customer = Customer(stage)
    asyncio.run(_change_twice(customer))
    assert len({each.key for each in stage.asked}) == 2


def test_who_is_refused_does_not_ask_again() -> None:
    stage = ToldStage(answers={"cancel": [REFUSED]})
    outcome = asyncio.run(Customer(stage).change("cancel"))
    assert (outcome, stage.verbs()) == (REFUSED, ["cancel"])


def test_who_is_never_answered_stops_in_the_end() -> None:
    stage = ToldStage(answers={"place": [UNKNOWN] * (TRIES_MAX + 1)})
    with pytest.raises(StoryStoppedError, match="unknown"):
        asyncio.run(Customer(stage).buy({"MUG": 1}))
    assert stage.verbs().count("place") == TRIES_MAX


def test_asking_again_takes_real_time_and_no_business_day() -> None:
    stage = ToldStage(answers={"place": [UNKNOWN, UNKNOWN]})
    asyncio.run(Customer(stage).place_surely())
    assert stage.paused > 0
    assert stage.passed.total_seconds() == 0


async def _pay_twice(customer: Customer) -> None:
    await customer.place("declined")
    await customer.place_surely("ok")


async def _change_twice(customer: Customer) -> None:
    await customer.change("edit", lines=[])
    await customer.change("edit", lines=[])
