"""One pinned table of exponents: ISO 4217 as it is, not as localisation libraries have it."""

from __future__ import annotations

from orderproof.model.iso4217 import EXPONENTS

KEPT_AGAINST_CLDR = {
    "AFN": 2, "ALL": 2, "IQD": 3, "IRR": 2, "KPW": 2, "LAK": 2, "LBP": 2, "MGA": 2, "MMK": 2, "RSD": 2, "SOS": 2,
    "SYP": 2, "YER": 2,
}  # fmt: skip


def test_thirteen_currencies_keep_the_exponent_of_iso_where_cldr_drops_it() -> None:
    assert {currency: EXPONENTS[currency] for currency in KEPT_AGAINST_CLDR} == KEPT_AGAINST_CLDR


def test_the_table_has_every_currency_with_a_minor_unit_and_nothing_that_is_no_money() -> None:
    assert sorted(set(EXPONENTS.values())) == [0, 2, 3, 4]
    assert {each: EXPONENTS[each] for each in ("EUR", "JPY", "KWD", "CLF", "UGX", "HUF")} == {
        "EUR": 2, "JPY": 0, "KWD": 3, "CLF": 4, "UGX": 0, "HUF": 2,
    }  # fmt: skip
    assert not {"XXX", "XTS", "XAU", "XDR", "DEM"} & set(EXPONENTS)
    assert all(len(each) == 3 and each.isupper() for each in EXPONENTS)
    assert len(EXPONENTS) == 166
