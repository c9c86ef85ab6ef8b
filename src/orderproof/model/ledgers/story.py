"""What people and clients were told and asked: scans, messages, promises, reads, commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the stored type is read off the annotation
from typing import ClassVar

from orderproof.model.columns import needed, optional
from orderproof.model.ledgers.envelope import Row
from orderproof.model.words import (
    ADDRESS_USES,
    COMMAND_OUTCOMES,
    DELIVERY_EVENTS,
    NOTICE_EVENTS,
    NOTICE_MEDIA,
    REFUSALS,
    SCAN_STATUSES,
    SURFACES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scans(Row):
    """A carrier said where a parcel is."""

    ledger: ClassVar[str] = "scans"
    kind_column: ClassVar[str | None] = "status"
    keys: ClassVar[tuple[str, ...]] = ("parcel_id",)
    parcel_id: str = needed("the parcel")
    carrier: str | None = optional("the carrier")
    tracking_number: str | None = optional("the carrier's number")
    status: str = needed("the common word", SCAN_STATUSES)
    place: str | None = optional("where")
    native: str | None = optional("the carrier's own word")
    country: str | None = optional("ISO 3166-1 code of the country it was scanned in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices(Row):
    """A message to a person."""

    ledger: ClassVar[str] = "notices"
    kind_column: ClassVar[str | None] = "event"
    notice_id: str = needed("the message: its Message-ID")
    order_id: str = needed("the order")
    template: str = needed("what it is about: confirmation, shipped, delivered, cancelled, refunded, ...")
    medium: str | None = optional("how it was sent", NOTICE_MEDIA)
    recipient: str | None = optional("keyed hash of the address")
    locale: str | None = optional("language and region")
    event: str = needed("what happened", NOTICE_EVENTS)
    attachment: str | None = optional("the document_id of an attached document")
    told: dict[str, str] | None = optional("facts read out of the message: status, total, items, tracking, date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises(Row):
    """A date was promised (a claim)."""

    ledger: ClassVar[str] = "promises"
    nature: ClassVar[str] = "claim"
    order_id: str = needed("the order")
    line_id: str | None = optional("the line; absent for the whole order")
    ship_by: datetime | None = optional("handed over by")
    deliver_from: datetime | None = optional("delivered not before")
    deliver_by: datetime | None = optional("delivered by")
    surface: str | None = optional("where it was told", SURFACES)
    supersedes: str | None = optional("the row_id of the promise that this one replaces")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads(Row):
    """Somebody looked."""

    ledger: ClassVar[str] = "reads"
    keys: ClassVar[tuple[str, ...]] = ("subject",)
    read_id: str = needed("the read")
    client: str = needed("who looked")
    surface: str | None = optional("where", SURFACES)
    subject: str = needed("at what: an order_id or a SKU")
    answered_at: datetime | None = optional("when the answer came (`asked_at` is in the envelope)")
    version: int | None = optional("the version that was shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands(Row):
    """The driver asked for something."""

    ledger: ClassVar[str] = "commands"
    kind_column: ClassVar[str | None] = "verb"
    client: str | None = optional("who asked")
    verb: str = needed("what was asked: place, capture, cancel, ...")
    order_id: str | None = optional("about which order")
    line_id: str | None = optional("about which line")
    sku: str | None = optional("about which SKU")
    quantity: int | None = optional("how many units")
    amount: int | None = optional("how much, minor units")
    arguments: dict[str, str] | None = optional("everything else that was asked")
    idempotency_key: str | None = optional("the key it was sent with")
    attempt: int | None = optional("1 for the first try")
    base_version: int | None = optional("the version it was based on")
    body_hash: str | None = optional("hash of the request's body")
    invoked_at: datetime = needed("when it was sent")
    answered_at: datetime | None = optional("when the answer came")
    outcome: str = needed("how it ended; a time-out, a dropped connection or a 5xx is unknown", COMMAND_OUTCOMES)
    refusal: str | None = optional("why it was refused", REFUSALS)
    native_status: str | None = optional("the system's own answer; `killed` where the driver had killed it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses(Row):
    """An address of an order was in force: whom its messages, its goods and its bill go to (no personal data)."""

    ledger: ClassVar[str] = "addresses"
    nature: ClassVar[str] = "claim"
    kind_column: ClassVar[str | None] = "use"
    order_id: str = needed("the order")
    use: str = needed("what it is for", ADDRESS_USES)
    address: str = needed("keyed hash of the address, as in `recipient` and `label_address`")
    country: str | None = optional("ISO 3166-1 code")
    valid_from: datetime | None = optional("in force from; absent: always was")
    valid_until: datetime | None = optional("in force until, exclusive; absent: still is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries(Row):
    """An event was told to a subscriber (a webhook), or was to be."""

    ledger: ClassVar[str] = "deliveries"
    nature: ClassVar[str] = "claim"
    kind_column: ClassVar[str | None] = "event"
    subscriber: str = needed("who is told")
    event_id: str = needed("the event: the same however often it is told")
    event: str = needed("what happened", DELIVERY_EVENTS)
    order_id: str | None = optional("the order it is about")
    topic: str | None = optional("what it is about, in the system's own word")
    attempt: int | None = optional("1 for the first try")
    version: int | None = optional("the version of the order that was told")
    body_hash: str | None = optional("hash of what was told")
