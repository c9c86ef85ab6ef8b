"""Money enters ledgers exactly: the macro of the mappings says what `parse_minor` says, on every amount."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - pytest reads it

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.errors import InputError, SourceError
from orderproof.history.minor_macro import install_minor, minor_error
from orderproof.model.iso4217 import EXPONENTS
from orderproof.model.money import parse_minor

AMOUNTS = st.decimals(-(10**12), 10**12, places=3).map(str) | st.from_regex(
    r"[+-]?[0-9]{1,20}(\.[0-9]{1,5})?", fullmatch=True
)


def with_macro() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    install_minor(con, "main")
    return con


CON = with_macro()


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with with_macro() as own:
        yield own


def as_the_macro_says(text: str, currency: str) -> int | None:
    try:
        found = CON.execute("select minor(?::VARCHAR, ?::VARCHAR)", [text, currency]).fetchone()
    except duckdb.Error as error:
        if minor_error(str(error), "") is None:
            raise
        return None
    assert found is not None
    amount_minor: int = found[0]
    return amount_minor


def as_the_model_says(text: str, currency: str) -> int | None:
    try:
        return parse_minor(text, currency)
    except InputError:
        return None


@given(AMOUNTS, st.sampled_from(sorted(EXPONENTS)) | st.sampled_from(["XXX", "eur", ""]))
def test_the_macro_and_the_model_agree_on_every_amount_and_currency(text: str, currency: str) -> None:
    assert as_the_macro_says(text, currency) == as_the_model_says(text, currency)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("58.9::DOUBLE", 5890),
        ("58.90::DECIMAL(10, 4)", 5890),
        ("58", 5800),
        ("' 58.90 '", 5890),
        ("'-0.50'", -50),
        ("null", None),
    ],
)
def test_an_amount_of_any_type_becomes_exact_cents(
    con: duckdb.DuckDBPyConnection, amount: str, expected: int | None
) -> None:
    assert con.execute(f"select minor({amount}, 'BRL')").fetchone() == (expected,)


@pytest.mark.parametrize(
    ("amount", "currency", "what"),
    [
        ("0.1::DOUBLE + 0.2::DOUBLE", "EUR", "0.30000000000000004 EUR is finer than its smallest unit"),
        ("'1.5'", "JPY", "1.5 JPY is finer than its smallest unit"),
        ("'1,50'", "EUR", "'1,50' is not an amount"),
        ("''", "EUR", "'' is not an amount"),
        ("'1.50'", "EURO", "'EURO', the currency of 1.50, is no ISO 4217 currency"),
        ("'99999999999999999999'", "EUR", "99999999999999999999 EUR does not fit"),
    ],
)
def test_an_amount_that_would_have_to_be_rounded_or_guessed_stops_with_its_value(
    con: duckdb.DuckDBPyConnection, amount: str, currency: str, what: str
) -> None:
    with pytest.raises(duckdb.Error) as raised:
        con.execute(f"select minor({amount}, '{currency}')").fetchall()
    told = minor_error(str(raised.value), "payments.sql")
    assert isinstance(told, SourceError)
    assert (told.what, told.where) == (what, "payments.sql")


def test_an_error_of_somebody_else_is_left_alone() -> None:
    assert minor_error("Conversion Error: something else", "payments.sql") is None
