"""What the merchant sells: nothing lies where nobody ships from, and nothing is offered that is not sold."""

from __future__ import annotations

from collections import Counter

from orderproof.model.iso4217 import EXPONENTS
from orderproof.systems.vendure.goods import MARKETS, OFFERS, TAX_RATES, articles

PLACES = {place for market in MARKETS.values() for place in market.locations}


def test_goods_lie_only_at_places_that_a_market_ships_from() -> None:
    assert {place for each in articles() for place in each.stock} == PLACES


def test_a_place_ships_for_one_market_only() -> None:
    assert set(Counter(place for market in MARKETS.values() for place in market.locations).values()) == {1}


def test_every_article_has_a_name_of_its_own_and_a_price_in_every_market() -> None:
    sold = articles()
    assert len({each.sku for each in sold}) == len(sold)
    assert {frozenset(each.prices) for each in sold} == {frozenset(MARKETS)}


def test_what_is_offered_is_sold_and_every_offer_takes_something_off() -> None:
    sold = {each.sku for each in articles()}
    assert {each.sku for each in OFFERS if each.sku is not None} <= sold
    assert [each.name for each in OFFERS if bool(each.percent) == bool(each.amount)] == []


def test_no_two_offers_share_a_name_or_a_coupon() -> None:
    names, coupons = [each.name for each in OFFERS], [each.coupon for each in OFFERS if each.coupon is not None]
    assert len(set(names)) == len(names)
    assert len(set(coupons)) == len(coupons)


def test_every_country_of_a_market_has_a_rate_for_every_kind_of_goods() -> None:
    countries = {country for market in MARKETS.values() for country in market.countries}
    assert set(TAX_RATES) == {(country, each.category) for country in countries for each in articles()}


def test_each_market_has_a_currency_of_its_own() -> None:
    currencies = [each.currency for each in MARKETS.values()]
    assert len(set(currencies)) == len(currencies)
    assert set(currencies) <= set(EXPONENTS)


def test_a_pair_can_be_had_five_times_only_from_two_places_together() -> None:
    pair = next(each for each in articles() if each.sku == "PAIR-0")
    there = [pair.stock[place] for place in MARKETS["eu"].locations]
    assert pair.stock["berlin"] < 5 <= sum(there)


def test_only_the_chair_may_wait_and_it_lies_nowhere() -> None:
    assert [(each.sku, dict(each.stock)) for each in articles() if each.may_wait] == [("CHAIR", {})]
