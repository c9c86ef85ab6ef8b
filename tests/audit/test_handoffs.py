"""What came to a handoff and what got past it is counted where a ledger shows it, and is unknown where none does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.audit.handoffs import PLACES, Count, Passage, passages
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.words import HANDOFFS
from tests.audit.made import told

if TYPE_CHECKING:
    from pathlib import Path

STORY = """
place A 1xMUG 10.00 EUR | authorize A 10.00 | pack A P1 1 | hand_over A P1 1 | scan P1 delivered | capture A 10.00
| invoice A D1 10.00 | notice A confirmation
| place B 1xMUG 10.00 EUR | authorize B 10.00 | pack B P2 1
| place C 1xMUG 10.00 EUR | authorize C 10.00 state=failed
"""


def passed(folder: Path, story: str, profile: str = "") -> dict[str, Passage]:
    prepared = told(folder, " ".join(story.split()), profile)
    return {each.handoff: each for each in passages(prepared.con, prepared.relations, prepared.profile)}


def sides(passage: Passage) -> tuple[Count | None, Count | None]:
    return passage.entered, passage.left


def exactly(number: int) -> Count:
    return Count(number, number)


def test_every_handoff_is_told_in_its_order(tmp_path: Path) -> None:
    prepared = told(tmp_path, "place A 1xMUG 10.00 EUR")
    assert [each.handoff for each in passages(prepared.con, prepared.relations, prepared.profile)] == list(HANDOFFS)


def test_orders_are_counted_on_both_sides_of_what_the_ledgers_show(tmp_path: Path) -> None:
    found = passed(tmp_path, STORY)
    assert sides(found["order>payment"]) == (exactly(3), exactly(2))
    assert sides(found["order>warehouse"]) == (exactly(3), exactly(2))
    assert sides(found["warehouse>carrier"]) == (exactly(2), exactly(1))
    assert sides(found["carrier>customer"]) == (exactly(1), exactly(1))
    assert sides(found["order>books"]) == (exactly(1), exactly(1))


def test_a_ledger_that_is_absent_is_unknown_and_never_zero(tmp_path: Path) -> None:
    found = passed(tmp_path, "place A 1xMUG 10.00 EUR")
    assert sides(found["order>payment"]) == (exactly(1), None)
    assert sides(found["shipment>return"]) == (None, None)
    assert sides(found["carrier>customer"]) == (None, None)
    assert sides(found["checkout>order"]) == (None, exactly(1))


def test_who_is_seen_further_on_has_come_at_least(tmp_path: Path) -> None:
    """Nobody shows who was released, so how many waited at the warehouse is not known."""
    found = passed(tmp_path, "place A 1xMUG 10.00 EUR | hand_over A P1 1 | place B 1xMUG 10.00 EUR")
    assert sides(found["warehouse>carrier"]) == (Count(1, None), exactly(1))
    assert sides(found["order>warehouse"]) == (exactly(2), Count(1, 2))


def test_a_kind_that_the_profile_does_not_observe_is_unknown(tmp_path: Path) -> None:
    found = passed(tmp_path, STORY, 'name = "x"\n[observes]\nparcels = ["handed_over"]\n')
    assert sides(found["warehouse>carrier"])[0] == Count(1, None)


def test_an_unanswered_call_counts_at_the_upper_bound_until_it_is_settled(tmp_path: Path) -> None:
    open_call = "place A 1xMUG 10.00 EUR | authorize? A 10.00"
    assert passed(tmp_path / "open", open_call)["order>payment"].left == Count(0, 1)
    settled = f"{open_call} | authorize A 10.00 state=failed settles=s2"
    assert passed(tmp_path / "settled", settled)["order>payment"].left == exactly(0)


def test_what_a_system_claims_of_a_payment_gets_no_order_past_it(tmp_path: Path) -> None:
    story = "place A 1xMUG 10.00 EUR | system: capture A 10.00 | place B 1xMUG 10.00 EUR | capture B 10.00"
    assert passed(tmp_path, story)["order>payment"].left == exactly(1)


def test_an_order_that_never_came_did_not_get_past(tmp_path: Path) -> None:
    story = "place A 1xMUG 10.00 EUR | authorize A 10.00 | authorize X 10.00 currency=EUR"
    assert sides(passed(tmp_path, story)["order>payment"]) == (exactly(1), exactly(1))


def test_a_refused_checkout_came_and_an_unanswered_one_may_have(tmp_path: Path) -> None:
    story = """ask place A key=k1 | place A 1xMUG 10.00 EUR | ask place outcome=refused refusal=declined key=k2
        | ask? place key=k3 | ask? place key=k4 | ask place B key=k4 | place B 1xMUG 10.00 EUR"""
    assert sides(passed(tmp_path, story)["checkout>order"]) == (Count(3, 4), exactly(2))


def test_a_checkout_that_was_answered_and_left_no_order_has_come_and_not_got_past(tmp_path: Path) -> None:
    story = "ask place A key=k1 | place A 1xMUG 10.00 EUR | ask place B key=k2"
    assert sides(passed(tmp_path, story)["checkout>order"]) == (exactly(2), exactly(1))


@pytest.mark.parametrize("handoff", sorted(PLACES))
def test_every_sight_looks_for_words_that_its_ledger_knows(handoff: str) -> None:
    for place in PLACES[handoff]:
        for sight in (*place.shown_by, *place.later):
            column = LEDGERS[sight.ledger].kind_column
            known = next((each.values for each in COLUMNS[sight.ledger] if each.name == column), ())
            assert set(sight.kinds) <= set(known)
