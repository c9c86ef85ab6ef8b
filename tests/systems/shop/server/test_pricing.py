"""Prices: whole minor units, tax on what is left after discounts, and parts that add up to the whole."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.systems.shop.server.catalogue import Catalogue
from orderproof.systems.shop.server.parts import Parts
from orderproof.systems.shop.server.pricing import bill_of, half_up, part_of, shared, tax_of, total_of
from tests.systems.shop.server.street import ADDRESSES, catalogue

CATALOGUE = Catalogue(catalogue())


def bill(channel: str, coupon: str | None = None, **units: int) -> dict[str, int]:
    lines = [
        {"line_id": str(nth), "sku": sku, "quantity": count, "unit_price": CATALOGUE.products[sku].prices[channel]}
        for nth, (sku, count) in enumerate(units.items(), 1)
    ]
    made: dict[str, int] = bill_of(Parts(), CATALOGUE, channel, ADDRESSES[channel], lines, coupon)
    return made


def test_a_bill_with_tax_in_its_prices() -> None:
    made = bill("eu", MUG=2, BOOK=1)
    # 2 mugs at 12.99, 20 % off: 25.98 - 5.20 = 20.78; a book at 18.90; shipping 4.90 below 150.00.
    assert (made["items"], made["discount"], made["shipping"], made["total"]) == (4488, 520, 490, 4458)
    # 2078 * 19/119 = 331.78; 1890 * 7/107 = 123.64; 490 * 19/119 = 78.24
    assert made["tax"] == 332 + 124 + 78


def test_a_bill_with_tax_on_top() -> None:
    made = bill("us", MUG=1)
    # a mug at 14.50, 20 % off: 11.60; shipping 7.95; Nevada taxes both at 8.265 %: 0.96 and 0.66
    assert (made["items"], made["discount"], made["shipping"]) == (1450, 290, 795)
    assert (made["tax"], made["total"]) == (96 + 66, 1160 + 795 + 162)


def test_discounts_stack_in_their_order() -> None:
    made = bill("eu", "WELCOME10", LAMP=2, MUG=3)
    # 99.98 + 38.97; mugs 20 % off: 7.79; over 100.00: 5.00 off; 10 % of what is left then
    left = 9998 + 3897 - 779 - 500
    assert made["discount"] == 779 + 500 + half_up(left, 10)


def test_a_coupon_takes_no_more_than_there_is() -> None:
    assert bill("eu", "THANKS5", MUG=1)["total"] >= 0


@given(st.integers(0, 10**9), st.integers(0, 10**6), st.booleans())
def test_tax_is_exact_to_half_a_minor_unit(worth: int, rate: int, includes_tax: bool) -> None:  # noqa: FBT001 - drawn
    base, tax = tax_of(worth, 0, rate, includes_tax=includes_tax)
    exact = Fraction(worth * rate, 10**6 + rate) if includes_tax else Fraction(worth * rate, 10**6)
    assert abs(tax - exact) <= Fraction(1, 2)
    assert base + tax == worth if includes_tax else base == worth


@given(st.integers(0, 10**6), st.dictionaries(st.text(max_size=3), st.integers(0, 10**6), min_size=1, max_size=6))
def test_shares_add_up_and_nobody_is_off_by_a_whole_unit(amount: int, weights: dict[str, int]) -> None:
    parts = shared(amount, weights)
    whole = sum(weights.values())
    assert sum(parts.values()) == (amount if whole else 0)
    for each, weight in weights.items():
        assert whole == 0 or abs(parts[each] - Fraction(amount * weight, whole)) < 1


@given(st.integers(0, 10**6), st.integers(1, 50))
def test_the_parts_of_a_line_add_up_to_the_line(amount: int, units: int) -> None:
    assert sum(part_of(amount, nth, nth + 1, units) for nth in range(units)) == amount


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"), [(1, 2, 1), (5, 2, 3), (4, 3, 1), (5, 3, 2), (0, 7, 0)]
)
def test_half_a_unit_goes_up(numerator: int, denominator: int, expected: int) -> None:
    assert half_up(numerator, denominator) == expected


def test_tax_that_is_in_the_price_is_not_added() -> None:
    assert total_of(100, 10, 5, 15, includes_tax=True) == 95
    assert total_of(100, 10, 5, 15, includes_tax=False) == 110
