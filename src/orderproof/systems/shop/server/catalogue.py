"""What the shop sells, where it lies, and the declared policies: prices, taxes, shipping, offers, routing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Product:
    """Something to buy; prices are minor units by channel."""

    sku: str
    title: str
    category: str
    prices: Mapping[str, int]
    backorder: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to sell: its currency, whether prices include tax, and when money is taken."""

    name: str
    currency: str
    price_includes_tax: bool
    captures_on_placing: bool


class Catalogue:
    """Everything declared, read once at the start."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.channels = {
            name: Channel(name, each["currency"], each["price_includes_tax"], each["capture"] == "on_placing")
            for name, each in given["channels"].items()
        }
        self.products = {
            each["sku"]: Product(
                each["sku"], each["title"], each["category"], each["prices"], bool(each.get("backorder"))
            )
            for each in given["products"]
        }
        self.locations: tuple[str, ...] = tuple(given["locations"])
        self.routing: Mapping[str, list[str]] = given["routing"]
        self.shipping: Mapping[str, list[dict[str, Any]]] = given["shipping"]
        self.offers: list[dict[str, Any]] = given["offers"]
        self.coupons = {each["code"]: each for each in given["coupons"]}
        self._tax = {(each["country"], each.get("region"), each["category"]): each for each in given["tax"]}

    def tax(self, country: str, region: str | None, category: str) -> tuple[int, bool]:
        """Give the rate in millionths, and whether shipping is taxed; a destination without a rule is not taxed."""
        found = self._tax.get((country, region, category)) or self._tax.get((country, None, category))
        return (0, False) if found is None else (int(found["rate"]), bool(found.get("shipping")))

    def route(self, country: str) -> list[str]:
        """Give the order in which warehouses are asked for a destination."""
        return list(self.routing.get(country, self.locations))
