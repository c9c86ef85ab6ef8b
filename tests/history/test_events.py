"""A row goes over the wire as a CloudEvent and comes back the same; what is no such event is refused field by field."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from orderproof.errors import SourceError
from orderproof.history.events import event_line, read_event
from orderproof.model.ledgers.money import Payments
from tests.history.made_rows import EVERY_ROW

if TYPE_CHECKING:
    from orderproof.model.ledgers.envelope import Row

AT = datetime(2026, 3, 1, 9, 30)  # noqa: DTZ001 - stored times are naive UTC
CAPTURE = Payments(
    source="gateway:adyen",
    row_id="g7",
    seq=7,
    occurred_at=AT,
    order_id="A",
    kind="capture",
    state="succeeded",
    amount=2000,
    currency="EUR",
)


def test_a_row_is_written_as_a_cloud_event_of_its_ledger_and_kind() -> None:
    assert json.loads(event_line(CAPTURE)) == {
        "specversion": "1.0",
        "id": "g7",
        "source": "gateway:adyen",
        "type": "orderproof.payments.capture",
        "subject": "A",
        "time": "2026-03-01T09:30:00Z",
        "sequence": "7",
        "data": {
            "run": "run", "certainty": "certain", "order_id": "A", "kind": "capture", "state": "succeeded",
            "amount": 2000, "currency": "EUR",
        },
    }  # fmt: skip


@given(EVERY_ROW)
def test_a_row_of_any_ledger_reads_back_as_it_was_written(row: Row) -> None:
    assert read_event(event_line(row).encode(), "line 1") == row


def changed(**changes: Any) -> str:
    event = json.loads(event_line(CAPTURE))
    for key, value in changes.items():
        target = event["data"] if key in event["data"] or key.startswith("own_") else event
        target[key.removeprefix("own_")] = value
    return json.dumps(event)


BROKEN = [
    ("", "line 7: this is not a line of JSON"),
    ("[]", "line 7: this is not a JSON object"),
    ('{"id": "a", "id": "b"}', "the field 'id' stands there twice"),
    ('{"data": {"amount": 1, "amount": 2}}', "the field 'amount' stands there twice"),
    ("[" * 100_000, "this is not a line of JSON"),
    (changed(idd="x"), "'idd' is no field. Did you mean id?"),
    (changed(own_amuont=1), "'amuont' is no column of payments. Did you mean amount?"),
    (changed(own_seq=1), "'seq' is no column of payments."),
    (changed(type="capture"), "type 'capture' is unknown. Types are orderproof.<ledger>.<kind>."),
    (changed(type="orderproof.payment.capture"), "'payment' is no ledger. Did you mean payments?"),
    (changed(type=None), "type None is unknown."),
    (changed(data=None), "data is missing or no object."),
    (changed(id=None), "id is missing. Every row has it"),
    (changed(source=""), "source is missing."),
    (changed(amount=None), "amount is missing."),
    (changed(amount=19.99), "amount is 19.99. minor units of `currency`: a whole number"),
    (changed(amount="2000"), "amount is '2000'."),
    (changed(amount=True), "amount is True."),
    (changed(amount=2**63), "amount is 9223372036854775808."),
    (changed(currency=978), "currency is 978. ISO 4217 code: text."),
    (changed(time="yesterday"), "time is 'yesterday', no time"),
    (changed(time=1), "time is 1. business time claimed by the source: a UTC time like"),
    (changed(sequence="1.5"), "sequence is '1.5'."),
]


@pytest.mark.parametrize(("line", "says"), BROKEN)
def test_a_broken_line_is_told_with_its_place_and_a_mend(line: str, says: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_event(line.encode(), "events.jsonl, line 7")
    assert str(refused.value).startswith("events.jsonl, line 7: ")
    assert says in str(refused.value)
    assert refused.value.mend


def test_a_time_with_an_offset_is_stored_in_utc() -> None:
    row = read_event(changed(time="2026-03-01T11:30:00+02:00").encode(), "line 1")
    assert row.occurred_at == AT
