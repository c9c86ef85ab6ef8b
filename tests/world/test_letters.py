"""Facts are read out of a letter as it was written: plain or as a page, with amounts in words or with a sign."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from orderproof.model.iso4217 import EXPONENTS
from orderproof.world.letters import LINE_CHARS_MAX, SIGNS, facts_of, subject_of, text_of


def letter(plain: str | None = None, page: str | None = None) -> EmailMessage:
    message = EmailMessage()
    if plain is not None:
        message.set_content(plain)
    if plain is not None and page is not None:
        message.add_alternative(page, subtype="html")
    elif page is not None:
        message.set_content(page, subtype="html")
    return message


PAGE = """<html><head><title>Order: title</title><style>p { Status: style }</style></head><body>
<script>Items: 9</script><h1>Order confirmed</h1>
<table><tr><td>Order:</td><td>o-1</td></tr><tr><th>Total:</th>
   <td>&euro;30.88</td></tr></table><p>Status: placed</p>
</body></html>"""


def test_each_row_of_a_table_is_read_as_one_line() -> None:
    assert text_of(letter(page=PAGE)).splitlines() == [
        "Order confirmed", "Order: o-1", "Total: €30.88", "Status: placed",
    ]  # fmt: skip


def test_facts_of_a_page_are_those_that_its_reader_sees() -> None:
    assert facts_of(text_of(letter(page=PAGE))) == {
        "order": "o-1", "total": "3088", "currency": "EUR", "status": "placed",
    }  # fmt: skip


def test_of_a_letter_in_both_ways_the_plain_one_is_read() -> None:
    assert facts_of(text_of(letter("Total: 1.00 EUR\n", "<p>Total: 9.99 EUR</p>"))) == {
        "total": "100", "currency": "EUR",
    }  # fmt: skip


def test_a_letter_without_any_text_says_nothing() -> None:
    message = EmailMessage()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    assert text_of(message) == ""


def test_a_page_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    assert facts_of(text_of(letter(page="<table><tr><td>Order:</td><td>o-1</td></tr><tr><td>Stat"))) == {"order": "o-1"}


def test_what_ends_without_having_begun_hides_nothing() -> None:
    assert facts_of(text_of(letter(page="</style></script><p>Order: o-1</p>"))) == {"order": "o-1"}


@pytest.mark.parametrize(
    ("subject", "order", "kind"),
    [
        ("Order confirmation for #A1B2C3D4", "A1B2C3D4", "order-confirmation-for"),
        ("#o-17: your parcel is on its way", "o-17", "your-parcel-is-on-its-way"),
        ("Please verify your email address", None, "please-verify-your-email-address"),
        ("Offer #1", None, "offer"),
        ("#A1B2C3D4", "A1B2C3D4", None),
        ("", None, None),
    ],
)
def test_a_subject_names_the_order_and_the_kind_of_letter(subject: str, order: str | None, kind: str | None) -> None:
    assert subject_of(subject) == (order, kind)


@pytest.mark.parametrize(
    ("written", "minor", "currency"),
    [
        ("€30.88", "3088", "EUR"),
        ("€1,234.50", "123450", "EUR"),
        ("$1,234,567.89", "123456789", "USD"),
        ("£5", "500", "GBP"),
        ("-€0.50", "-50", "EUR"),
        ("12.34 EUR", "1234", "EUR"),
        ("1234 JPY", "1234", "JPY"),
    ],
)
def test_a_price_with_a_sign_is_an_amount_like_one_in_words(written: str, minor: str, currency: str) -> None:
    assert facts_of(f"Total: {written}") == {"total": minor, "currency": currency}


def test_words_that_are_set_in_bold_stay_words() -> None:
    assert text_of(letter(page="<p>Status: <b>partially</b> shipped</p>")) == "Status: partially shipped"


@pytest.mark.parametrize("written", ["€12,34", "€1,2345"])
def test_a_price_with_a_decimal_comma_is_not_made_a_hundred_times_as_much(written: str) -> None:
    assert facts_of(f"Refund: {written}") == {"refund": written}


@pytest.mark.parametrize("written", ["¥100", "€ 5", "5 €", "€", "12,34 EUR", "1.5 JPY"])
def test_what_is_no_amount_is_kept_as_it_was_written(written: str) -> None:
    assert facts_of(f"Refund: {written}") == {"refund": written}


def test_only_a_total_tells_the_currency() -> None:
    assert facts_of("Refund: €5.00\nItems: 2") == {"refund": "500", "items": "2"}


def test_an_address_is_no_fact() -> None:
    assert facts_of("Order: ann@mail.test\nStatus: sent to ann@mail.test\nItems: 1") == {"items": "1"}


def test_of_an_endless_line_only_the_beginning_is_read() -> None:
    assert facts_of("Status: " + "x" * 10_000) == {"status": "x" * (LINE_CHARS_MAX - len("Status: "))}


def test_every_sign_stands_for_a_currency_that_there_is() -> None:
    assert set(SIGNS.values()) <= set(EXPONENTS)
