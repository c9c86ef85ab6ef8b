"""What the merchant sells in Vendure: the same goods, channels, places, taxes and offers as everywhere in our plays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RARE_KINDS = 100
RARE_UNITS = 2
PAIR_KINDS = 50
FEW_KINDS = 20
PLENTY = 20_000
BACKORDER_UNITS = 1_000
"""How far below zero a thing may be sold that is not there yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One thing: its prices by channel in minor units, its tax category, and how many lie where at the start."""

    sku: str
    prices: Mapping[str, int]
    category: str = "standard"
    stock: Mapping[str, int] = field(default_factory=dict)
    may_wait: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """One channel: its currency, whether prices include tax, where it ships from, and what a parcel costs."""

    currency: str
    includes_tax: bool
    captures_at_once: bool
    locations: tuple[str, ...]
    countries: Mapping[str, str]
    shipping: int
    free_from: int
    shipping_tax: int
    """Percent."""


MARKETS: Mapping[str, Market] = {
    "eu": Market(
        currency="EUR",
        includes_tax=True,
        captures_at_once=False,
        locations=("berlin", "lyon"),
        countries={"DE": "Germany", "FR": "France"},
        shipping=490,
        free_from=15000,
        shipping_tax=19,
    ),
    "us": Market(
        currency="USD",
        includes_tax=False,
        captures_at_once=True,
        locations=("reno",),
        countries={"US": "United States"},
        shipping=795,
        free_from=20000,
        shipping_tax=0,
    ),
}
TAX_RATES: Mapping[tuple[str, str], str] = {
    ("DE", "standard"): "19",
    ("DE", "reduced"): "7",
    ("FR", "standard"): "20",
    ("FR", "reduced"): "5.5",
    ("US", "standard"): "8.25",
    ("US", "reduced"): "8.25",
}
"""Percent by country and category; Vendure's zones are countries here, so the United States have one rate."""


def articles() -> tuple[Article, ...]:
    """List what is sold: plenty of most, two of each rare print, and no chairs before they come in.

    A pair lies at two places, so that five of a kind can only be sent from both.
    """
    everywhere = dict.fromkeys(("berlin", "lyon", "reno"), PLENTY)
    sold = [
        Article(sku="MUG", prices={"eu": 1299, "us": 1399}, stock=everywhere),
        Article(sku="BOOK", prices={"eu": 1990, "us": 2190}, category="reduced", stock=everywhere),
        Article(sku="LAMP", prices={"eu": 4995, "us": 5495}, stock=everywhere),
        Article(sku="TENT", prices={"eu": 12995, "us": 13995}, stock={"lyon": PLENTY, "reno": PLENTY}),
        Article(sku="STOVE", prices={"eu": 8990, "us": 9490}, stock={"berlin": PLENTY, "reno": PLENTY}),
        Article(sku="CHAIR", prices={"eu": 17900, "us": 18900}, may_wait=True),
    ]
    sold += [
        Article(
            sku=f"RARE-{nth}",
            prices={"eu": 9900 + nth, "us": 10900 + nth},
            stock={"berlin": RARE_UNITS, "reno": RARE_UNITS},
        )
        for nth in range(RARE_KINDS)
    ]
    sold += [
        Article(sku=f"PAIR-{nth}", prices={"eu": 2990, "us": 3290}, stock={"berlin": 2, "lyon": 10, "reno": PLENTY})
        for nth in range(PAIR_KINDS)
    ]
    sold += [Article(sku=f"FEW-{nth}", prices={"eu": 2000, "us": 2200}, stock=everywhere) for nth in range(FEW_KINDS)]
    return tuple(sold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A promotion: percent or an amount off, on everything or one thing, from an amount on, by coupon or for all."""

    name: str
    percent: int = 0
    amount: int = 0
    sku: str | None = None
    from_amount: int = 0
    coupon: str | None = None
    uses: int | None = None
    uses_each: int | None = None


OFFERS = (
    Offer(name="mug-20", percent=20, sku="MUG"),
    Offer(name="over-100", amount=500, from_amount=10000),
    Offer(name="welcome", percent=10, coupon="WELCOME10"),
    Offer(name="thanks", amount=500, coupon="THANKS5"),
    *(Offer(name=f"last-{nth}", percent=10, coupon=f"LAST-{nth}", uses=1) for nth in range(50)),
    *(Offer(name=f"first-{nth}", percent=50, sku=f"FEW-{nth}", uses=1) for nth in range(FEW_KINDS)),
    Offer(name="once-each", percent=10, coupon="ONCE", uses_each=1),
)
