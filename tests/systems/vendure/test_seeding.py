"""A fresh Vendure becomes the merchant's: all that is sold, where it lies, what it costs, and what is taken off."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import Any

import aiohttp
import pytest

from orderproof.systems.vendure.goods import MARKETS, OFFERS, TAX_RATES, articles
from orderproof.systems.vendure.graphql import NoAnswerError, Speaker, Staff
from orderproof.systems.vendure.seeding import AT_ONCE, seed
from tests.systems.vendure.talk import Fault, Talk, obliging, talking

TRUTHS = {"true", "false"}


def seeding(**says: Any) -> Talk:
    async def inside() -> Talk:
        async with talking(says, obliging) as talk, aiohttp.ClientSession() as session:
            await seed(Staff(Speaker(session, talk.url), "p"))
            return talk

    return asyncio.run(inside())


@cache
def seeded() -> Talk:
    return seeding()


def given(name: str) -> list[Any]:
    """Read what was entered, one after the other."""
    return [each["i"] for each in seeded().of(name)]


def arguments(operation: dict[str, Any]) -> dict[str, Any]:
    told = {each["name"]: each["value"] for each in operation["arguments"]}
    return {name: text if text.isalpha() and text not in TRUTHS else json.loads(text) for name, text in told.items()}


def test_every_country_has_a_zone_and_every_kind_of_goods_its_rate_there() -> None:
    zones = {each["name"]: each["memberIds"] for each in given("createZone")}
    assert zones == {code: [f"Country {code}"] for code, _ in TAX_RATES}
    rates = {(each["zoneId"], each["categoryId"]): each["value"] for each in given("createTaxRate")}
    assert rates == {
        (f"Zone {country}", f"TaxCategory {category}"): float(rate) for (country, category), rate in TAX_RATES.items()
    }


def test_a_channel_has_its_currency_and_says_whether_prices_include_tax() -> None:
    assert {
        each["token"]: (each["defaultCurrencyCode"], each["pricesIncludeTax"]) for each in given("createChannel")
    } == {name: (market.currency, market.includes_tax) for name, market in MARKETS.items()}


def test_a_version_that_knows_the_currency_by_its_older_name_is_told_by_that() -> None:
    def made(variables: Any) -> Any:
        known = "currencyCode" in variables["i"]
        return obliging("createChannel", variables) if known else Fault("BAD_USER_INPUT", message="no currencyCode")

    named = [each["i"].get("currencyCode") for each in seeding(createChannel=made).of("createChannel")]
    assert named == [None, "EUR", None, "USD"]


def test_a_place_is_known_only_to_the_channel_that_it_ships_for() -> None:
    assigned = {each["stockLocationIds"][0]: each["channelId"] for each in given("assignStockLocationsToChannel")}
    assert assigned == {
        f"StockLocation {place}": f"Channel {name}" for name, market in MARKETS.items() for place in market.locations
    }


def test_every_article_lies_where_it_should_and_only_a_chair_may_be_sold_before_it_is_there() -> None:
    made = {each["sku"]: each for call in given("createProductVariants") for each in call}
    lying = {
        (sku, level["stockLocationId"].removeprefix("StockLocation ")): level["stockOnHand"]
        for sku, each in made.items()
        for level in each["stockLevels"]
        if level["stockOnHand"]
    }
    assert lying == {(each.sku, place): units for each in articles() for place, units in each.stock.items()}
    assert {sku for sku, each in made.items() if each["outOfStockThreshold"] < 0} == {"CHAIR"}
    assert (made["BOOK"]["taxCategoryId"], made["BOOK"]["productId"]) == ("TaxCategory reduced", "Product BOOK")


def test_no_call_makes_more_than_a_few_things_at_once() -> None:
    sizes = [len(call) for call in given("createProductVariants")]
    assert (max(sizes) <= AT_ONCE, sum(sizes)) == (True, len(articles()))


@pytest.mark.parametrize("channel", MARKETS)
def test_every_article_has_its_price_in_each_channel(channel: str) -> None:
    (asked,) = [
        each.variables["i"]
        for each in seeded().asked
        if each.field == "updateProductVariants" and each.headers["vendure-token"] == channel
    ]
    assert {each["id"]: each["price"] for each in asked} == {
        f"variant {each.sku}": each.prices[channel] for each in articles()
    }


def test_a_parcel_costs_what_the_market_says_and_is_free_from_an_amount_on() -> None:
    ways = {
        each["code"]: (arguments(each["checker"])["orderMinimum"], *arguments(each["calculator"]).values())
        for each in given("createShippingMethod")
    }
    assert ways == {
        "post-eu": (0, 490, 19, "include"), "post-free-eu": (15000, 0, 19, "include"),
        "post-us": (0, 795, 0, "exclude"), "post-free-us": (20000, 0, 0, "exclude"),
    }  # fmt: skip


def test_a_card_is_charged_at_once_only_where_the_market_does_so() -> None:
    cards = {each["code"]: arguments(each["handler"])["captures"] for each in given("createPaymentMethod")}
    assert cards == {"card-eu": False, "card-us": True}


def offered() -> dict[str, Any]:
    return {each["translations"][0]["name"]: each for each in given("createPromotion")}


def test_an_offer_keeps_its_coupon_and_its_limits() -> None:
    read = {
        name: (each.get("couponCode"), each.get("usageLimit"), each.get("perCustomerUsageLimit"))
        for name, each in offered().items()
    }
    assert read == {each.name: (each.coupon, each.uses, each.uses_each) for each in OFFERS}
    assert [name for name, each in offered().items() if None in each.values()] == []


def test_an_offer_takes_off_what_it_says_from_what_it_says() -> None:
    mug, over, welcome = (offered()[name] for name in ("mug-20", "over-100", "welcome"))
    assert arguments(mug["actions"][0]) == {"discount": 20, "productVariantIds": ["variant MUG"]}
    assert arguments(mug["conditions"][0])["productVariantIds"] == ["variant MUG"]
    assert (over["actions"][0]["code"], arguments(over["actions"][0])) == ("order_fixed_discount", {"discount": 500})
    assert arguments(over["conditions"][0]) == {"amount": 10000, "taxInclusive": True}
    assert (arguments(welcome["actions"][0]), welcome["conditions"]) == ({"discount": 10}, [])


def test_every_offer_holds_in_both_channels() -> None:
    assigned = {each["channelId"]: each["promotionIds"] for each in given("assignPromotionsToChannel")}
    assert assigned == {f"Channel {name}": [f"Promotion {each.name}" for each in OFFERS] for name in MARKETS}


def test_where_anything_is_refused_the_seeding_fails() -> None:
    with pytest.raises(NoAnswerError, match="no such action"):
        seeding(createPromotion=Fault("BAD_USER_INPUT", message="no such action"))
