"""Orders, lines and what becomes of them: placing, statuses, holds and returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the stored type is read off the annotation
from typing import ClassVar

from orderproof.model.columns import needed, optional
from orderproof.model.ledgers.envelope import Row
from orderproof.model.words import (
    CONSENTS,
    HOLD_EVENTS,
    LINE_CHANGES,
    OBJECT_TYPES,
    REMEDIES,
    RETURN_EVENTS,
    STATUSES,
    SURFACES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders(Row):
    """An order exists."""

    ledger: ClassVar[str] = "orders"
    order_id: str = needed("the order")
    channel: str | None = optional("where it was bought: web, marketplace:<name>, pos, ...")
    external_ref: str | None = optional("the channel's own name of the order")
    public_number: str | None = optional("the number by which customers and staff call the order")
    checkout_id: str | None = optional("the checkout, cart or idempotency key it came from")
    customer: str | None = optional("keyed hash of the customer")
    currency: str = needed("ISO 4217 code of the order")
    price_includes_tax: bool | None = optional("whether line prices include tax")
    placed_at: datetime | None = optional("business time of placing")
    bill_country: str | None = optional("ISO 3166-1 code of the billing address")
    bill_region: str | None = optional("ISO 3166-2 part of the billing address")
    ship_country: str | None = optional("ISO 3166-1 code of the shipping address")
    ship_region: str | None = optional("ISO 3166-2 part of the shipping address")
    ship_postcode: str | None = optional("postcode of the shipping address")
    shipping_method: str | None = optional("the method bought")
    service_level: str | None = optional("the service level bought")
    priority: int | None = optional("the order's priority, 1 first")
    ship_complete: bool | None = optional("whether all lines must leave together")
    terms: str | None = optional("payment terms: prepaid, on_shipment, invoice, ...")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Row):
    """A line was ordered, or edited: the quantity is what the row adds (negative for an edit down)."""

    ledger: ClassVar[str] = "lines"
    order_id: str = needed("the order")
    line_id: str = needed("the line, unique within the order")
    sku: str = needed("what was bought")
    quantity: int = needed("units that this row adds to the line")
    unit_price: int | None = optional("price of one unit, minor units", not_negative=True)
    parent_line_id: str | None = optional("the bundle line that this one belongs to")
    requires_shipping: bool | None = optional("false for digital goods and services")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChanges(Row):
    """Units of a line moved on."""

    ledger: ClassVar[str] = "line_changes"
    kind_column: ClassVar[str | None] = "change"
    order_id: str = needed("the order")
    line_id: str = needed("the line")
    change: str = needed("what happened to the units", LINE_CHANGES)
    quantity: int = needed("how many units", not_negative=True)
    fulfilment_id: str | None = optional("the fulfilment the units belong to")
    reason: str | None = optional("why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses(Row):
    """A status was told (a claim)."""

    ledger: ClassVar[str] = "statuses"
    nature: ClassVar[str] = "claim"
    kind_column: ClassVar[str | None] = "object_type"
    object_type: str = needed("what the status is of", OBJECT_TYPES)
    object_id: str = needed("which one")
    order_id: str = needed("the order it belongs to")
    native: str | None = optional("the system's own word")
    canonical: str | None = optional("the common word; absent where the profile maps none", STATUSES)
    surface: str | None = optional("where it was told", SURFACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds(Row):
    """An order was held, or let go."""

    ledger: ClassVar[str] = "holds"
    kind_column: ClassVar[str | None] = "event"
    order_id: str = needed("the order")
    event: str = needed("held or released", HOLD_EVENTS)
    reason: str | None = optional("why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinations(Row):
    """An order goes to this address from now on: the one given at placing, and every accepted change."""

    ledger: ClassVar[str] = "destinations"
    order_id: str = needed("the order")
    address: str = needed("keyed hash of the address, as in `label_address` of parcels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents(Row):
    """A customer agreed to something that differs from the order."""

    ledger: ClassVar[str] = "consents"
    kind_column: ClassVar[str | None] = "about"
    order_id: str = needed("the order")
    line_id: str | None = optional("the line; absent for the whole order")
    about: str = needed("what was agreed to", CONSENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns(Row):
    """A return moved on; a row per line in it."""

    ledger: ClassVar[str] = "returns"
    kind_column: ClassVar[str | None] = "event"
    return_id: str = needed("the return")
    order_id: str = needed("the order")
    line_id: str | None = optional("the line")
    event: str = needed("what happened", RETURN_EVENTS)
    quantity: int | None = optional("units", not_negative=True)
    location: str | None = optional("where it came in")
    reason: str | None = optional("why")
    disposition: str | None = optional("restock, scrap, quarantine or send_back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies(Row):
    """Something was granted for units that came back, were lost or were damaged; a row per line."""

    ledger: ClassVar[str] = "remedies"
    kind_column: ClassVar[str | None] = "remedy"
    remedy_id: str = needed("the remedy: refunds and captures that settle it name it as `refund_id` or `intent_id`")
    order_id: str = needed("the order")
    line_id: str | None = optional("the line")
    return_id: str | None = optional("the return that it answers; absent for what was lost or damaged")
    remedy: str = needed("what was granted", REMEDIES)
    quantity: int | None = optional("how many units it makes good", not_negative=True)
    amount: int | None = optional(
        "what goes to the customer, minor units; for an exchange the difference, negative where the customer pays"
    )
    currency: str = needed("ISO 4217 code")
    new_order_id: str | None = optional("the order that brings a replacement, where that is a new one")
