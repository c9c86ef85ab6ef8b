"""How a fresh Vendure becomes the merchant's: countries, taxes, channels, places, goods, parcels, cards and offers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from orderproof.systems.vendure.goods import BACKORDER_UNITS, MARKETS, OFFERS, TAX_RATES, articles
from orderproof.systems.vendure.graphql import NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.systems.vendure.goods import Article, Offer
    from orderproof.systems.vendure.graphql import Staff

AT_ONCE = 40
"""How many variants are made with one call."""
EN = "en"
CREATE_CHANNEL = (
    "mutation($i: CreateChannelInput!) { createChannel(input: $i) { __typename ... on Channel { id } "
    "... on ErrorResult { message } } }"
)
CREATE_PROMOTION = (
    "mutation($i: CreatePromotionInput!) { createPromotion(input: $i) { __typename ... on Promotion { id } "
    "... on ErrorResult { message } } }"
)
ADDRESS_COUNTRY = {"eu": "DE", "us": "US"}


async def seed(staff: Staff) -> None:
    """Seed a fresh database through the admin API; raises where any of it is refused."""
    zones = await _zones(staff)
    categories = await _taxes(staff, zones)
    default = await staff.do("{ activeChannel { id } }")
    await staff.do(
        "mutation($i: UpdateChannelInput!) { updateChannel(input: $i) { __typename } }",
        {"i": {"id": default["id"], "defaultTaxZoneId": zones["DE"], "defaultShippingZoneId": zones["DE"]}},
    )
    channels = await _channels(staff, zones)
    places = await _places(staff, channels)
    variants = await _goods(staff, channels, categories, places)
    await _shipping(staff, channels)
    await _cards(staff, channels)
    offers = [await _offer(staff, offer, variants) for offer in OFFERS]
    for channel in channels.values():
        await staff.do(
            "mutation($i: AssignPromotionsToChannelInput!) { assignPromotionsToChannel(input: $i) { id } }",
            {"i": {"promotionIds": offers, "channelId": channel}},
        )


async def _zones(staff: Staff) -> dict[str, str]:
    """Make one zone for each country."""
    zones = {}
    for market in MARKETS.values():
        for code, name in market.countries.items():
            country = await staff.do(
                "mutation($i: CreateCountryInput!) { createCountry(input: $i) { id } }",
                {"i": {"code": code, "enabled": True, "translations": [{"languageCode": EN, "name": name}]}},
            )
            zone = await staff.do(
                "mutation($i: CreateZoneInput!) { createZone(input: $i) { id } }",
                {"i": {"name": code, "memberIds": [country["id"]]}},
            )
            zones[code] = zone["id"]
    return zones


async def _taxes(staff: Staff, zones: Mapping[str, str]) -> dict[str, str]:
    categories = {}
    for name in ("standard", "reduced"):
        made = await staff.do(
            "mutation($i: CreateTaxCategoryInput!) { createTaxCategory(input: $i) { id } }",
            {"i": {"name": name, "isDefault": name == "standard"}},
        )
        categories[name] = made["id"]
    for (country, category), percent in TAX_RATES.items():
        rate = {"name": f"{country} {category}", "enabled": True, "value": float(percent)}
        await staff.do(
            "mutation($i: CreateTaxRateInput!) { createTaxRate(input: $i) { id } }",
            {"i": rate | {"categoryId": categories[category], "zoneId": zones[country]}},
        )
    return categories


async def _channels(staff: Staff, zones: Mapping[str, str]) -> dict[str, str]:
    channels = {}
    seller = (await staff.do("{ sellers { items { id } } }"))["items"][0]["id"]
    for name, market in MARKETS.items():
        zone = zones[ADDRESS_COUNTRY[name]]
        channel = {
            "code": name,
            "token": name,
            "defaultLanguageCode": EN,
            "pricesIncludeTax": market.includes_tax,
            "defaultCurrencyCode": market.currency,
            "defaultTaxZoneId": zone,
            "defaultShippingZoneId": zone,
            "sellerId": seller,
        }
        try:
            made = await staff.do(CREATE_CHANNEL, {"i": channel})
        except NoAnswerError:  # 2.0 knows the currency by another name
            made = await staff.do(CREATE_CHANNEL, {"i": channel | {"currencyCode": market.currency}})
        channels[name] = made["id"]
    return channels


async def _places(staff: Staff, channels: Mapping[str, str]) -> dict[str, str]:
    """Make the stock locations, each known to the one channel that it ships for."""
    places = {}
    for name, market in MARKETS.items():
        for place in market.locations:
            made = await staff.do(
                "mutation($i: CreateStockLocationInput!) { createStockLocation(input: $i) { id } }",
                {"i": {"name": place, "description": place}},
            )
            places[place] = made["id"]
            await staff.do(
                "mutation($i: AssignStockLocationsToChannelInput!) { assignStockLocationsToChannel(input: $i) { id } }",
                {"i": {"stockLocationIds": [made["id"]], "channelId": channels[name]}},
            )
    return places


async def _goods(
    staff: Staff, channels: Mapping[str, str], categories: Mapping[str, str], places: Mapping[str, str]
) -> dict[str, str]:
    """Make every article, sold in both channels at a price of its own."""
    sold = articles()
    products = [await _product(staff, article) for article in sold]
    asked = [_variant(article, product, categories, places) for article, product in zip(sold, products, strict=True)]
    made: list[Any] = []
    for start in range(0, len(asked), AT_ONCE):
        made += await staff.do(
            "mutation($i: [CreateProductVariantInput!]!) { createProductVariants(input: $i) { id sku } }",
            {"i": asked[start : start + AT_ONCE]},
        )
    variants = {each["sku"]: str(each["id"]) for each in made}
    for name, channel in channels.items():
        await staff.do(
            "mutation($i: AssignProductsToChannelInput!) { assignProductsToChannel(input: $i) { id } }",
            {"i": {"productIds": products, "channelId": channel, "priceFactor": 1}},
        )
        await staff.do(
            "mutation($i: [UpdateProductVariantInput!]!) { updateProductVariants(input: $i) { id } }",
            {"i": [{"id": variants[each.sku], "price": each.prices[name]} for each in sold]},
            name,
        )
    return variants


async def _product(staff: Staff, article: Article) -> str:
    named = [{"languageCode": EN, "name": article.sku, "slug": article.sku.lower(), "description": ""}]
    made = await staff.do(
        "mutation($i: CreateProductInput!) { createProduct(input: $i) { id } }", {"i": {"translations": named}}
    )
    return str(made["id"])


def _variant(
    article: Article, product: str, categories: Mapping[str, str], places: Mapping[str, str]
) -> dict[str, object]:
    return {
        "productId": product,
        "sku": article.sku,
        "price": 0,
        "taxCategoryId": categories[article.category],
        "trackInventory": "TRUE",
        "stockLevels": [
            {"stockLocationId": places[place], "stockOnHand": article.stock.get(place, 0)} for place in places
        ],
        "outOfStockThreshold": -BACKORDER_UNITS if article.may_wait else 0,
        "useGlobalOutOfStockThreshold": False,
        "translations": [{"languageCode": EN, "name": article.sku}],
    }


async def _shipping(staff: Staff, channels: Mapping[str, str]) -> None:
    """Make two methods for each channel: one that costs, and one that is free from an amount on."""
    for name, market in MARKETS.items():
        for code, price, least in (("post", market.shipping, 0), ("post-free", 0, market.free_from)):
            arguments = {
                "rate": price,
                "taxRate": market.shipping_tax,
                "includesTax": "include" if market.includes_tax else "exclude",
            }
            method = {
                "code": f"{code}-{name}",
                "fulfillmentHandler": "manual-fulfillment",
                "checker": _operation("default-shipping-eligibility-checker", orderMinimum=least),
                "calculator": _operation("default-shipping-calculator", **arguments),
                "translations": [{"languageCode": EN, "name": code, "description": code}],
            }
            made = await staff.do(
                "mutation($i: CreateShippingMethodInput!) { createShippingMethod(input: $i) { id } }", {"i": method}
            )
            await staff.do(
                "mutation($i: AssignShippingMethodsToChannelInput!) "
                "{ assignShippingMethodsToChannel(input: $i) { id } }",
                {"i": {"shippingMethodIds": [made["id"]], "channelId": channels[name]}},
            )


async def _cards(staff: Staff, channels: Mapping[str, str]) -> None:
    for name, market in MARKETS.items():
        made = await staff.do(
            "mutation($i: CreatePaymentMethodInput!) { createPaymentMethod(input: $i) { id } }",
            {
                "i": {
                    "code": f"card-{name}",
                    "enabled": True,
                    "handler": _operation("card", captures=market.captures_at_once),
                    "translations": [{"languageCode": EN, "name": "Card", "description": ""}],
                }
            },
        )
        await staff.do(
            "mutation($i: AssignPaymentMethodsToChannelInput!) { assignPaymentMethodsToChannel(input: $i) { id } }",
            {"i": {"paymentMethodIds": [made["id"]], "channelId": channels[name]}},
        )


async def _offer(staff: Staff, offer: Offer, variants: Mapping[str, str]) -> str:
    if offer.sku is not None:
        action = _operation(
            "products_percentage_discount", discount=offer.percent, productVariantIds=[variants[offer.sku]]
        )
    elif offer.percent:
        action = _operation("order_percentage_discount", discount=offer.percent)
    else:
        action = _operation("order_fixed_discount", discount=offer.amount)
    conditions = []
    if offer.from_amount:
        conditions.append(_operation("minimum_order_amount", amount=offer.from_amount, taxInclusive=True))
    if offer.sku is not None:
        conditions.append(_operation("contains_products", minimum=1, productVariantIds=[variants[offer.sku]]))
    promotion: dict[str, Any] = {
        "enabled": True,
        "conditions": conditions,
        "actions": [action],
        "translations": [{"languageCode": EN, "name": offer.name}],
    }
    given = {"couponCode": offer.coupon, "usageLimit": offer.uses, "perCustomerUsageLimit": offer.uses_each}
    promotion |= {name: value for name, value in given.items() if value is not None}
    try:
        made = await staff.do(CREATE_PROMOTION, {"i": promotion})
    except NoAnswerError:  # 2.0 knows no limit for all customers together
        promotion.pop("usageLimit", None)
        made = await staff.do(CREATE_PROMOTION, {"i": promotion})
    return str(made["id"])


def _operation(code: str, **arguments: object) -> dict[str, object]:
    """Write a configurable operation: every argument as JSON text."""
    return {
        "code": code,
        "arguments": [
            {"name": name, "value": value if isinstance(value, str) else json.dumps(value)}
            for name, value in arguments.items()
        ],
    }
