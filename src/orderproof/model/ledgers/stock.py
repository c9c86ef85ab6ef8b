"""Goods: stock and reservations that change, levels that are told, parcels that leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the stored type is read off the annotation
from typing import ClassVar

from orderproof.model.columns import needed, optional
from orderproof.model.ledgers.envelope import Row
from orderproof.model.words import PARCEL_EVENTS, STOCK_KINDS, SURFACES


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMoves(Row):
    """Stock or a reservation changed."""

    ledger: ClassVar[str] = "stock_moves"
    kind_column: ClassVar[str | None] = "kind"
    keys: ClassVar[tuple[str, ...]] = ("sku", "location")
    sku: str = needed("what moved")
    location: str = needed("where")
    kind: str = needed("what happened", STOCK_KINDS)
    quantity: int = needed("units; `adjust` and `count` are signed deltas, all others are not negative")
    order_id: str | None = optional("for which order")
    line_id: str | None = optional("for which line")
    reservation_id: str | None = optional("the reservation")
    transfer_id: str | None = optional("the transfer")
    expires_at: datetime | None = optional("when the reservation lapses")
    serial: str | None = optional("the one unit that moved, by its serial number")


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLevels(Row):
    """A stock level was told (a claim)."""

    ledger: ClassVar[str] = "stock_levels"
    nature: ClassVar[str] = "claim"
    kind_column: ClassVar[str | None] = "surface"
    keys: ClassVar[tuple[str, ...]] = ("sku", "location")
    sku: str = needed("of what")
    location: str | None = optional("where; absent for all locations together")
    channel: str | None = optional("to which channel it was told")
    surface: str | None = optional("where it was told", SURFACES)
    on_hand: int | None = optional("units on the shelf")
    reserved: int | None = optional("units promised")
    available: int | None = optional("units that can still be sold")
    safety: int | None = optional("units kept back")
    as_of: datetime | None = optional("the instant it speaks of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcels(Row):
    """A parcel was planned, released, packed, handed over or cancelled; a row per line in it."""

    ledger: ClassVar[str] = "parcels"
    kind_column: ClassVar[str | None] = "event"
    fulfilment_id: str | None = optional("the fulfilment")
    parcel_id: str = needed("the parcel")
    order_id: str = needed("the order")
    location: str | None = optional("where it leaves from")
    method: str | None = optional("the shipping method used")
    event: str = needed("what happened", PARCEL_EVENTS)
    line_id: str | None = optional("the line in it")
    sku: str | None = optional("what is in it of that line, where the warehouse says so")
    quantity: int | None = optional("units of that line", not_negative=True)
    carrier: str | None = optional("the carrier")
    tracking_number: str | None = optional("the carrier's number")
    label_address: str | None = optional("keyed hash of the address on the label")
    replaces: str | None = optional("the parcel that this one replaces")
    fulfil_at: datetime | None = optional("not before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listings(Row):
    """A SKU could, or could not, be bought on a channel (the declared policy, not an event)."""

    ledger: ClassVar[str] = "listings"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("sku",)
    sku: str = needed("what")
    channel: str | None = optional("where; absent for every channel")
    sellable: bool = needed("whether it could be bought")
    valid_from: datetime | None = optional("from; absent: always was")
    valid_until: datetime | None = optional("until, exclusive; absent: still is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bom(Row):
    """A bundle is made of these parts (the declared policy, not an event); a row per part."""

    ledger: ClassVar[str] = "bom"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("sku",)
    sku: str = needed("the bundle")
    component: str = needed("the SKU of the part")
    units: int = needed("units of the part in one bundle", not_negative=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocations(Row):
    """Units of a SKU that a channel may sell in a time (the declared policy, not an event)."""

    ledger: ClassVar[str] = "allocations"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("sku",)
    sku: str = needed("of what")
    channel: str | None = optional("to which channel; absent for all channels together")
    units: int = needed("units that may be sold, cancelled ones aside", not_negative=True)
    valid_from: datetime | None = optional("of orders placed from; absent: always was")
    valid_until: datetime | None = optional("of orders placed until, exclusive; absent: still is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locations(Row):
    """A location may ship, or may not, what to where and how (the declared policy, not an event)."""

    ledger: ClassVar[str] = "locations"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("location",)
    location: str = needed("which location")
    country: str | None = optional("ISO 3166-1 code of the destination; absent for all")
    sku: str | None = optional("of what; absent for everything")
    method: str | None = optional("by which shipping method; absent for all")
    may_ship: bool = needed("whether it may ship so")
    valid_from: datetime | None = optional("from; absent: always was")
    valid_until: datetime | None = optional("until, exclusive; absent: still is")
