"""The catalogue: what is declared is found, and what is not declared has a harmless answer."""

from __future__ import annotations

from orderproof.systems.shop.server.catalogue import Catalogue
from tests.systems.shop.server.street import catalogue

CATALOGUE = Catalogue(catalogue())


def test_a_rate_is_found_by_country_region_and_category() -> None:
    assert CATALOGUE.tax("DE", "BE", "standard") == (190000, True)
    assert CATALOGUE.tax("US", "CA", "standard") == (86250, False)


def test_a_destination_without_a_rule_is_not_taxed() -> None:
    assert CATALOGUE.tax("JP", None, "standard") == (0, False)
    assert CATALOGUE.tax("US", "TX", "standard") == (0, False)


def test_a_destination_without_a_route_is_served_from_anywhere() -> None:
    assert CATALOGUE.route("FR") == ["lyon", "berlin", "reno"]
    assert CATALOGUE.route("JP") == ["berlin", "lyon", "reno"]


def test_a_channel_says_when_money_is_taken() -> None:
    assert [CATALOGUE.channels[name].captures_on_placing for name in ("eu", "us")] == [False, True]
