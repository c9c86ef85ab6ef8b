"""Stories read whole: kept apart by a prefix, and what a mistaken one is told."""

from __future__ import annotations

import pytest

from orderproof.errors import NotationError
from orderproof.history.notation.keys import is_name
from tests.history.notation.telling import rows_of, said


def test_a_prefix_keeps_the_names_of_two_stories_apart_and_nothing_else() -> None:
    story = (
        "place A 1xMUG 10.00 EUR customer=c checkout=K channel=web | reserve MUG@MAIN 1 order=A line=1 reservation=R"
        " | hand_over A P1 1 tracking=T carrier=ups | notice A shipped told.tracking=T told.total=1 cause=s2"
        " | read bob A"
    )
    for row, twin in zip(rows_of(story), rows_of(story, prefix="x/"), strict=True):
        plain, prefixed = said(row), said(twin)
        for name, value in plain.items():
            if name == "told":
                assert prefixed[name] == {"tracking": "x/T", "total": "1"}
            else:
                assert (f"x/{value}" if is_name(name) else value) == prefixed[name]


MISTAKES = {
    "": ("step 1 ``", "the step is empty", "Write a verb"),
    "hold A | | hold A": ("step 2", "the step is empty", "Write a verb"),
    "place A 1xMUG 1.00 EUR | captur A 10.00": (
        "step 2 `captur A 10.00`",
        "`captur` is no verb",
        "Did you mean capture?",
    ),
    "gatway: capture A 10.00": ("step 1", "`gatway:` is no source", "Did you mean gateway?"),
    "capture A": ("step 1", "`capture` has 1 word", "Write `capture ORDER AMOUNT [CURRENCY]`"),
    "ship A 1 2": ("step 1", "`ship` has 3 words", "Write `ship ORDER [LINE:]UNITS`"),
    "capture A ten": ("step 1", "'ten' is not an amount", "Write digits"),
    "capture A 10.001": ("step 1", "10.001 EUR is finer", "EUR has 2 decimals"),
    "capture A -1.00": ("step 1", "amount cannot be negative", "other direction"),
    "capture A 1.00 EURO": ("step 1", "'EURO' is no ISO 4217 currency", "Did you mean EUR?"),
    "place A 1xMUG 10.00": ("step 1", "'10.00' is no ISO 4217 currency", "Allowed"),
    "place A": ("step 1", "the order or its currency is missing", "Write `place ORDER"),
    "place A MUG 10.00 EUR": ("step 1", "`MUG` is no item", "as in `place A 2xMUG 10.00"),
    "place A 1xMUG 10.00 EUR chanel=web": ("step 1", "`chanel=` is no column of orders", "Did you mean channel?"),
    "ship A one": ("step 1", "`one` is no whole number for quantity", "Write digits"),
    "status A shiped": ("step 1", "`shiped` is no canonical", "Did you mean shipped?"),
    "scan P1 arrived": ("step 1", "`arrived` is no status", "Allowed: pre_transit"),
    "return_event A R1 recieved": ("step 1", "`recieved` is no event", "Did you mean received?"),
    "capture A 1.00 pyament=p1": ("step 1", "`pyament=` is no column of payments", "Did you mean payment?"),
    "capture A 1.00 payment=p1 payment_id=p1": ("step 1", "`payment_id=` tells payment_id a second", "Keep one"),
    "capture A 1.00 key=a key=b": ("step 1", "`key=` stands twice", "Keep one"),
    "capture A 1.00 @2d @3d": ("step 1", "`@3d` is a second time", "one time"),
    "capture A 1.00 @soon": ("step 1", "`soon` is no duration", "units: d h m s ms us"),
    "wait": ("step 1", "`wait` takes a duration", "Write `wait 3d`"),
    "wait 3 days": ("step 1", "`wait` takes a duration", "Write `wait 3d`"),
    "hold A | wait 3x": ("step 2 `wait 3x`", "`3x` is no duration", "Write a duration"),
    "promise A ship_by=monday": ("step 1", "`monday` is no duration", "Write a duration"),
    "receive MUG 5": ("step 1", "location is missing", "Add `location=`"),
    "row payment order=A": ("step 1", "`payment` is no ledger", "Did you mean payments?"),
    "row payments order=A kind=capture": ("step 1", "state is missing", "Add `state=`"),
    "row listings sku=MUG sellable=maybe": ("step 1", "`maybe` is neither yes nor no", "Allowed: yes, no"),
    "edit A 2 +1": ("step 1", "`2` is no line of A", "Lines so far: none"),
    "edit A +1xMUG cheap": ("step 1", "`cheap` is no price", "Write a decimal"),
    "edit A": ("step 1", "an edit names an order and a line", "Write `edit ORDER"),
    "hold A reason.x=1": ("step 1", "`reason.x=` does not fit the column reason", "Write `reason=`"),
    "notice A confirmation told=1": ("step 1", "`told=` does not fit the column told", "Write `told.total=20.00`"),
    'hold A reason="late': ("`hold A", "a quotation mark is never closed", "Close it"),
    r'hold A reason="\q"': ("step 1", "is not quoted as JSON quotes", "inside"),
}


@pytest.mark.parametrize("story", MISTAKES)
def test_a_mistake_is_told_with_its_step_its_word_and_what_is_allowed(story: str) -> None:
    where, what, mend = MISTAKES[story]
    with pytest.raises(NotationError) as told:
        rows_of(story)
    assert (where in told.value.where, what in told.value.what, mend in told.value.mend) == (True, True, True), (
        told.value
    )
