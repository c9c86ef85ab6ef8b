"""Every verb: the rows that a step becomes, and who says them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from orderproof.history.notation.verbs import VERBS
from tests.history.notation.telling import DAY, NOW, SECOND, rows_of, said

if TYPE_CHECKING:
    from orderproof.history.notation.grammar import Verb

READINGS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "place A 2xMUG 10.00 1xCAP 5.00 EUR": [
        ("orders", "system", {"order_id": "A", "currency": "EUR", "placed_at": NOW}),
        ("lines", "system", {"order_id": "A", "line_id": "1", "sku": "MUG", "quantity": 2, "unit_price": 1000}),
        ("lines", "system", {"order_id": "A", "line_id": "2", "sku": "CAP", "quantity": 1, "unit_price": 500}),
    ],
    "place A 1xFILE 3 JPY checkout=K1 requires_shipping=no": [
        ("orders", "system", {"order_id": "A", "currency": "JPY", "placed_at": NOW, "checkout_id": "K1"}),
        (
            "lines",
            "system",
            {
                "order_id": "A", "line_id": "1", "sku": "FILE", "quantity": 1, "unit_price": 3,
                "requires_shipping": False,
            },
        ),
    ],
    "address A contact ann until=1d": [
        ("addresses", "system", {"order_id": "A", "use": "contact", "address": "ann", "valid_until": NOW + DAY}),
    ],
    "webhook erp due E1 order=A": [
        ("deliveries", "system", {"subscriber": "erp", "event": "due", "event_id": "E1", "order_id": "A"}),
    ],
    "place A EUR": [("orders", "system", {"order_id": "A", "currency": "EUR", "placed_at": NOW})],
    "edit A +1xPEN 2.00": [
        ("lines", "system", {"order_id": "A", "line_id": "1", "sku": "PEN", "quantity": 1, "unit_price": 200}),
    ],
    "total A 22.00 items=20.00 shipping=2.00 surface=mail": [
        ("order_totals", "system", {"order_id": "A", "surface": "mail", "total": 2200, "items": 2000, "shipping": 200}),
    ],
    "discount A 2.00 line=1": [("discounts", "system", {"order_id": "A", "line_id": "1", "amount": 200})],
    "tax A 1.90 rate=190000 base=10.00": [
        ("taxes", "system", {"order_id": "A", "rate": 190_000, "base": 1000, "amount": 190}),
    ],
    "authorize A 20.00 expires=+7d": [
        (
            "payments",
            "gateway",
            {
                "order_id": "A", "payment_id": "p1", "kind": "authorize", "state": "succeeded", "amount": 2000,
                "currency": "EUR", "expires_at": NOW + 7 * DAY,
            },
        ),
    ],
    "gateway:adyen: capture? A 20.00 USD payment=p2 key=k1 settles=s9": [
        (
            "payments",
            "gateway:adyen",
            {
                "order_id": "A", "payment_id": "p2", "kind": "capture", "state": "succeeded", "amount": 2000,
                "currency": "USD", "idempotency_key": "k1", "certainty": "possible", "settles": "s9",
            },
        ),
    ],
    "void A payment=": [
        (
            "payments",
            "gateway",
            {"order_id": "A", "kind": "void", "state": "succeeded", "amount": 0, "currency": "EUR"},
        ),
    ],
    "ship A 3": [("line_changes", "warehouse", {"order_id": "A", "line_id": "1", "change": "shipped", "quantity": 3})],
    "cancel A 2:1 reason=late": [
        (
            "line_changes",
            "warehouse",
            {"order_id": "A", "line_id": "2", "change": "cancelled", "quantity": 1, "reason": "late"},
        ),
    ],
    "hand_over A P1": [
        ("parcels", "warehouse", {"order_id": "A", "parcel_id": "P1", "event": "handed_over", "line_id": "1"}),
    ],
    "pack A P1 2:3 tracking=T1": [
        (
            "parcels",
            "warehouse",
            {
                "order_id": "A", "parcel_id": "P1", "event": "packed", "line_id": "2", "quantity": 3,
                "tracking_number": "T1",
            },
        ),
    ],
    "scan P1 delivered": [("scans", "carrier", {"parcel_id": "P1", "status": "delivered"})],
    "status A shipped native=Sent": [
        (
            "statuses",
            "system",
            {"object_type": "order", "object_id": "A", "order_id": "A", "canonical": "shipped", "native": "Sent"},
        ),
    ],
    "status A native=odd of=payment object=p1": [
        ("statuses", "system", {"object_type": "payment", "object_id": "p1", "order_id": "A", "native": "odd"}),
    ],
    "reserve MUG@MAIN 5 order=A line=1 reservation=R1": [
        (
            "stock_moves",
            "warehouse",
            {
                "sku": "MUG", "location": "MAIN", "kind": "reserve", "quantity": 5, "order_id": "A", "line_id": "1",
                "reservation_id": "R1",
            },
        ),
    ],
    "unreserve MUG@MAIN 5": [
        ("stock_moves", "warehouse", {"sku": "MUG", "location": "MAIN", "kind": "release", "quantity": 5}),
    ],
    "adjust MUG@MAIN -2": [
        ("stock_moves", "warehouse", {"sku": "MUG", "location": "MAIN", "kind": "adjust", "quantity": -2}),
    ],
    "adjust A 25.00": [
        (
            "payments",
            "gateway",
            {
                "order_id": "A", "payment_id": "p1", "kind": "adjust", "state": "succeeded", "amount": 2500,
                "currency": "EUR",
            },
        ),
    ],
    "level MUG available=4": [("stock_levels", "system", {"sku": "MUG", "surface": "list", "available": 4})],
    "price MUG 10.00 EUR until=30d": [
        ("prices", "system", {"sku": "MUG", "price": 1000, "currency": "EUR", "valid_until": NOW + 30 * DAY}),
    ],
    "bundle SET 2 CUP": [("bom", "system", {"sku": "SET", "component": "CUP", "units": 2})],
    "allot MUG 5 channel=web": [("allocations", "system", {"sku": "MUG", "units": 5, "channel": "web"})],
    "serve MAIN country=DE": [("locations", "system", {"location": "MAIN", "country": "DE", "may_ship": True})],
    "bar MAIN sku=BATTERY": [("locations", "system", {"location": "MAIN", "sku": "BATTERY", "may_ship": False})],
    "send_to A home": [("destinations", "system", {"order_id": "A", "address": "home"})],
    "consent A substitution line=1": [
        ("consents", "system", {"order_id": "A", "line_id": "1", "about": "substitution"})
    ],
    "delist MUG": [("listings", "system", {"sku": "MUG", "sellable": False})],
    "credit A D2 5.00 refers=D1 number=7": [
        (
            "documents",
            "system",
            {
                "document_id": "D2", "order_id": "A", "kind": "credit_note", "gross": 500, "currency": "EUR",
                "refers_to": "D1", "number": 7,
            },
        ),
    ],
    "docline D1 2 3 net=9.00": [
        ("document_lines", "system", {"document_id": "D1", "line_id": "2", "quantity": 3, "net": 900}),
    ],
    "notice A confirmation told.total=20.00 told.tracking=T1": [
        (
            "notices",
            "inbox",
            {
                "notice_id": "m1", "order_id": "A", "template": "confirmation", "event": "sent",
                "told": {"total": "20.00", "tracking": "T1"},
            },
        ),
    ],
    "remedy A M1 refund 2:1 amount=5.00": [
        (
            "remedies",
            "system",
            {
                "remedy_id": "M1", "order_id": "A", "line_id": "2", "remedy": "refund", "quantity": 1, "amount": 500,
                "currency": "EUR",
            },
        ),
    ],
    "balance G1 redeem 20.00 USD order=A balance=30.00": [
        (
            "balances",
            "system",
            {
                "account_id": "G1", "kind": "redeem", "amount": 2000, "currency": "USD", "order_id": "A",
                "balance": 3000,
            },
        ),
    ],
    "promise A deliver_by=+5d": [("promises", "system", {"order_id": "A", "deliver_by": NOW + 5 * DAY})],
    "unhold A": [("holds", "system", {"order_id": "A", "event": "released"})],
    "return_event A R1 received 2": [
        (
            "returns",
            "warehouse",
            {"return_id": "R1", "order_id": "A", "event": "received", "line_id": "1", "quantity": 2},
        ),
    ],
    "ask capture A amount=5.00": [
        (
            "commands",
            "driver",
            {
                "command_id": "c1", "verb": "capture", "order_id": "A", "amount": 500, "outcome": "ok",
                "invoked_at": NOW, "answered_at": NOW + SECOND,
            },
        ),
    ],
    "ask? capture A": [
        (
            "commands",
            "driver",
            {"command_id": "c1", "verb": "capture", "order_id": "A", "outcome": "unknown", "invoked_at": NOW},
        ),
    ],
    "read bob A version=3": [
        (
            "reads",
            "driver",
            {
                "read_id": "r1", "client": "bob", "subject": "A", "version": 3, "asked_at": NOW,
                "answered_at": NOW + SECOND,
            },
        ),
    ],
    "doctax D1 1.90 rate=190000 base=10.00": [
        ("document_taxes", "system", {"document_id": "D1", "rate": 190_000, "base": 1000, "amount": 190}),
    ],
    "docoff D1 1.00 reason=loyalty": [
        (
            "document_adjustments",
            "system",
            {"document_id": "D1", "kind": "allowance", "amount": 100, "reason": "loyalty"},
        ),
    ],
    "docadd D1 1.00": [("document_adjustments", "system", {"document_id": "D1", "kind": "charge", "amount": 100})],
    "finance: debit E1 receivable 11.90 order=A": [
        (
            "postings",
            "finance",
            {"entry_id": "E1", "account": "receivable", "debit": 1190, "credit": 0, "currency": "EUR", "order_id": "A"},
        ),
    ],
    "credit_to E1 tax 190 currency=JPY document=D1": [
        (
            "postings",
            "system",
            {"entry_id": "E1", "account": "tax", "debit": 0, "credit": 190, "currency": "JPY", "document_id": "D1"},
        ),
    ],
    "tax_rate DE 190000 until=+1d": [
        ("tax_rates", "system", {"jurisdiction": "DE", "rate": 190_000, "valid_until": NOW + DAY}),
    ],
    "ship_price parcel 4.90 EUR": [
        ("shipping_prices", "system", {"shipping_method": "parcel", "currency": "EUR", "price": 490}),
    ],
    "exchange ecb EUR USD 1080000000 from=0s": [
        (
            "rates",
            "system",
            {"book": "ecb", "from_currency": "EUR", "to_currency": "USD", "factor": 1_080_000_000, "valid_from": NOW},
        ),
    ],
    'row holds order=A event=held reason="too late | really" seq=4 actor=eve': [
        (
            "holds",
            "system",
            {"order_id": "A", "event": "held", "reason": "too late | really", "seq": 4, "actor": "eve"},
        ),
    ],
}  # fmt: skip


@pytest.mark.parametrize("story", READINGS)
def test_a_step_becomes_the_rows_it_speaks_of(story: str) -> None:
    assert READINGS[story] == [(row.ledger, row.source, said(row)) for row in rows_of(story)]


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb.ledger], ids=lambda verb: f"{verb.ledger}-{verb.name}")
def test_the_example_of_a_verb_writes_to_its_ledger(verb: Verb) -> None:
    last = rows_of(verb.example)[-1]
    assert last.ledger == ("lines" if verb.name == "place" else verb.ledger)
    assert {name: getattr(last, name) for name, text in verb.fixed.items() if text not in ("yes", "no")} == {
        name: text for name, text in verb.fixed.items() if text not in ("yes", "no")
    }


def test_every_verb_that_writes_or_one_of_the_same_words_is_among_the_readings() -> None:
    spoken = {word.removesuffix("?") for story in READINGS for word in story.split()}
    alike = {(verb.ledger, verb.words) for verb in VERBS if verb.name in spoken}
    unread = [verb.name for verb in VERBS if verb.name not in spoken and (verb.ledger, verb.words) not in alike]
    assert unread == []
