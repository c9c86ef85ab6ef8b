"""Money: exact units, one table of exponents, and nothing rounded on the way in or out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.errors import InputError
from orderproof.model.iso4217 import EXPONENTS
from orderproof.model.money import MINOR_MAX, decimal_text, exponent_of, format_minor, parse_minor


def test_a_currency_that_does_not_exist_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(InputError, match=r"^orders\.csv: 'EURO' is no ISO 4217 currency\. Did you mean EUR\?"):
        exponent_of("EURO", where="orders.csv")


@given(st.integers(-MINOR_MAX, MINOR_MAX), st.sampled_from(sorted(EXPONENTS)))
def test_an_amount_that_is_written_reads_back_as_itself(amount_minor: int, currency: str) -> None:
    assert parse_minor(decimal_text(amount_minor, currency), currency) == amount_minor


@pytest.mark.parametrize(
    ("amount_minor", "currency", "expected"),
    [
        (1000, "EUR", "10.00 EUR"),
        (5, "EUR", "0.05 EUR"),
        (-5, "EUR", "-0.05 EUR"),
        (0, "EUR", "0.00 EUR"),
        (500, "JPY", "500 JPY"),
        (-1, "JPY", "-1 JPY"),
        (1234, "KWD", "1.234 KWD"),
        (1, "CLF", "0.0001 CLF"),
    ],
)
def test_an_amount_is_written_with_all_its_decimals(amount_minor: int, currency: str, expected: str) -> None:
    assert expected == format_minor(amount_minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [("10.5", "EUR", 1050), ("10", "EUR", 1000), ("+1.20", "EUR", 120), ("1.2300", "EUR", 123), ("100.00", "JPY", 100)],
)
def test_a_decimal_is_read_as_exact_units(text: str, currency: str, expected: int) -> None:
    assert expected == parse_minor(text, currency)


@pytest.mark.parametrize(
    ("text", "currency", "says"),
    [
        ("1.5", "JPY", "1.5 JPY is finer than its smallest unit. JPY has 0 decimals."),
        ("0.001", "EUR", "0.001 EUR is finer than its smallest unit. EUR has 2 decimals."),
        ("1,50", "EUR", "'1,50' is not an amount"),
        ("1e3", "EUR", "'1e3' is not an amount"),
        ("", "EUR", "'' is not an amount"),
        ("\u0661", "EUR", "is not an amount"),
        (".5", "EUR", "'.5' is not an amount"),
        ("99999999999999999999", "EUR", "does not fit"),
        ("1", "EUE", "'EUE' is no ISO 4217 currency. Did you mean EUR?"),
        ("1", "eur", "'eur' is no ISO 4217 currency. Did you mean EUR?"),
    ],
)
def test_what_is_not_money_is_refused_with_place_and_mend(text: str, currency: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_minor(text, currency, where="olist.csv, line 7")
    assert str(refused.value).startswith("olist.csv, line 7: ")
    assert says in str(refused.value)
