"""Tariffs: what the declared policy charges for tax, shipping and exchange, and since when. No events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the stored type is read off the annotation
from typing import ClassVar

from orderproof.model.columns import needed, optional
from orderproof.model.ledgers.envelope import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRates(Row):
    """A tax rate was in force (the law as declared, not an event)."""

    ledger: ClassVar[str] = "tax_rates"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("jurisdiction",)
    jurisdiction: str = needed("who levies it, as taxes name it")
    category: str | None = optional("tax category; absent: every category")
    rate: int = needed("millionths: 190000 is 19 %", not_negative=True)
    valid_from: datetime | None = optional("in force from; absent: always was")
    valid_until: datetime | None = optional("in force until, exclusive; absent: still is")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingPrices(Row):
    """A price of a shipping method was in force: of one tier, where there are several (the declared policy)."""

    ledger: ClassVar[str] = "shipping_prices"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("shipping_method",)
    shipping_method: str = needed("the method, as orders name it")
    currency: str = needed("ISO 4217 code")
    price: int = needed("what is charged for an order, minor units", not_negative=True)
    valid_from: datetime | None = optional("in force from; absent: always was")
    valid_until: datetime | None = optional("in force until, exclusive; absent: still is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates(Row):
    """An exchange rate was in force (the declared policy, not an event)."""

    ledger: ClassVar[str] = "rates"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("book",)
    book: str = needed("whose rates they are: the shop's own, a bank's, a gateway's")
    from_currency: str = needed("ISO 4217 code of what is converted")
    to_currency: str = needed("ISO 4217 code of what it becomes")
    factor: int = needed(
        "billionths: how much of the smallest unit of `to` one smallest unit of `from` becomes", not_negative=True
    )
    valid_from: datetime | None = optional("in force from; absent: always was")
    valid_until: datetime | None = optional("in force until, exclusive; absent: still is")
