"""Money: what totals were told, what took something off, what was charged, and the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the stored type is read off the annotation
from typing import ClassVar

from orderproof.model.columns import needed, optional
from orderproof.model.ledgers.envelope import Row
from orderproof.model.words import (
    BALANCE_KINDS,
    DOCUMENT_KINDS,
    DOCUMENT_STANDARDS,
    PAYMENT_KINDS,
    PAYMENT_STATES,
    SURFACES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTotals(Row):
    """Totals that a surface showed or stored (a claim)."""

    ledger: ClassVar[str] = "order_totals"
    nature: ClassVar[str] = "claim"
    kind_column: ClassVar[str | None] = "surface"
    order_id: str = needed("the order")
    surface: str = needed("where the totals were shown", SURFACES)
    version: int | None = optional("the version of the order that was shown")
    items: int | None = optional("sum of the lines before discounts, minor units")
    discount: int | None = optional("sum of all discounts, minor units, not negative", not_negative=True)
    shipping: int | None = optional("shipping charged, minor units")
    fees: int | None = optional("other fees, minor units")
    tax: int | None = optional("tax, minor units; part of the total only where prices exclude tax")
    rounding: int | None = optional("declared rounding amount, minor units")
    total: int | None = optional("what the customer pays, minor units")
    due: int | None = optional("what is still to pay, minor units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discounts(Row):
    """A discount was applied."""

    ledger: ClassVar[str] = "discounts"
    order_id: str = needed("the order")
    line_id: str | None = optional("the line; absent for the order or its shipping")
    offer: str | None = optional("the offer or coupon")
    amount: int = needed("what it takes off, minor units", not_negative=True)
    position: int | None = optional("its place in the stacking order, 1 first")
    borne_by: str | None = optional("who bears it: seller, manufacturer, marketplace, ...")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxes(Row):
    """A tax was charged."""

    ledger: ClassVar[str] = "taxes"
    order_id: str = needed("the order")
    line_id: str | None = optional("the line; absent for the order or its shipping")
    document_id: str | None = optional("the document it stands on")
    jurisdiction: str | None = optional("who levies it: a country, region or authority")
    category: str | None = optional("tax category: standard, reduced, zero, exempt, reverse_charge, export")
    reason: str | None = optional("why nothing is charged, where nothing is")
    rate: int | None = optional("millionths: 190000 is 19 %", not_negative=True)
    base: int | None = optional("taxable amount, minor units")
    amount: int = needed("tax, minor units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments(Row):
    """Money moved, or was tried to be moved."""

    ledger: ClassVar[str] = "payments"
    kind_column: ClassVar[str | None] = "kind"
    order_id: str = needed("the order")
    payment_id: str | None = optional("the authorization or charge that captures, voids and refunds belong to")
    intent_id: str | None = optional("one intention to move money once, over all its retries")
    gateway: str | None = optional("the gateway")
    tender: str | None = optional("card, voucher, gift_card, store_credit, cash, transfer, ...")
    kind: str = needed("what was done", PAYMENT_KINDS)
    state: str = needed("how it ended", PAYMENT_STATES)
    amount: int = needed("minor units of `currency`", not_negative=True)
    currency: str = needed("ISO 4217 code")
    presentment_amount: int | None = optional("what the customer saw, minor units", not_negative=True)
    presentment_currency: str | None = optional("ISO 4217 code of what the customer saw")
    rate_book: str | None = optional("whose exchange rates it was converted at: the `book` of `rates`")
    idempotency_key: str | None = optional("the key it was sent with")
    expires_at: datetime | None = optional("when an authorization lapses")
    refund_id: str | None = optional("the refund cause: return line, cancelled line, adjustment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents(Row):
    """An invoice or credit note was issued or voided."""

    ledger: ClassVar[str] = "documents"
    nature: ClassVar[str] = "claim"
    kind_column: ClassVar[str | None] = "kind"
    document_id: str = needed("the document")
    order_id: str = needed("the order")
    kind: str = needed("what it is", DOCUMENT_KINDS)
    number: int | None = optional("its number within the series")
    series: str | None = optional("the series")
    refers_to: str | None = optional("the document that it corrects or voids")
    net: int | None = optional("minor units")
    tax: int | None = optional("minor units")
    gross: int | None = optional("minor units")
    rounding: int | None = optional("minor units")
    due: int | None = optional("minor units")
    currency: str = needed("ISO 4217 code")
    standard: str | None = optional("the standard for invoices that it declares to follow", DOCUMENT_STANDARDS)
    lines_net: int | None = optional("what it says that its lines come to, without tax, minor units")
    allowances: int | None = optional("what it says is taken off the whole document, without tax, minor units")
    charges: int | None = optional("what it says is added to the whole document, without tax, minor units")
    prepaid: int | None = optional("what it says was paid before, minor units")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLines(Row):
    """A line of a document."""

    ledger: ClassVar[str] = "document_lines"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("document_id",)
    document_id: str = needed("the document")
    line_id: str | None = optional("the order's line; absent for shipping and fees")
    sku: str | None = optional("what was sold")
    quantity: int | None = optional("units")
    net: int | None = optional("minor units")
    tax: int | None = optional("minor units")
    category: str | None = optional("its tax category, as the document's breakdown names it")
    rate: int | None = optional("its tax rate in millionths: 190000 is 19 %", not_negative=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers(Row):
    """An offer or coupon is in force, with its limits (the declared policy, not an event)."""

    ledger: ClassVar[str] = "offers"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("offer",)
    offer: str = needed("the offer, as discounts name it")
    uses: int | None = optional("how many orders it may reduce, cancelled ones aside", not_negative=True)
    valid_from: datetime | None = optional("in force from; absent: always was")
    valid_until: datetime | None = optional("in force until, exclusive; absent: still is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices(Row):
    """A price was in force (the declared policy, not an event)."""

    ledger: ClassVar[str] = "prices"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("sku",)
    sku: str = needed("of what")
    channel: str | None = optional("where; absent for every channel")
    currency: str = needed("ISO 4217 code")
    price: int = needed("price of one unit, minor units", not_negative=True)
    valid_from: datetime | None = optional("in force from; absent: always was")
    valid_until: datetime | None = optional("in force until, exclusive; absent: still is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances(Row):
    """A gift card or a store credit gained or lost value."""

    ledger: ClassVar[str] = "balances"
    kind_column: ClassVar[str | None] = "kind"
    keys: ClassVar[tuple[str, ...]] = ("account_id",)
    account_id: str = needed("the gift card, or the customer's store credit")
    kind: str = needed("what happened to its value", BALANCE_KINDS)
    amount: int = needed("minor units; `adjust` is a signed delta, all others are not negative")
    currency: str = needed("ISO 4217 code")
    balance: int | None = optional("what is left after it, as its keeper says, minor units")
    order_id: str | None = optional("the order that it paid for, or that it was given back for")
    expires_at: datetime | None = optional("when what is left lapses")
