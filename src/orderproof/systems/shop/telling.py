"""What the shop tells of itself, entry by entry of its journal, as rows of the common ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orderproof.model.words import STATUSES
from orderproof.systems.claims import SOURCE, instant, row
from orderproof.world.books import hashed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from orderproof.model.ledgers.envelope import Row

    Entry = Mapping[str, Any]


def rows_of(entry: Entry, observed_at: datetime, hash_key: str) -> Iterator[Row]:
    """Give the rows of one journal entry; an entry that the ledgers have no word for gives none."""
    told = _TELLINGS.get(str(entry["what"]))
    if told is None:
        return
    at = instant(entry["at"])
    envelope = {"source": SOURCE, "occurred_at": at, "recorded_at": at, "observed_at": max(at, observed_at)}
    for nth, (ledger, columns) in enumerate(told(entry, hash_key)):
        row_id = f"j{entry['seq']}" + (f".{nth}" if nth else "")
        yield row(ledger, **envelope, row_id=row_id, **columns)


def canonical(status: str) -> str | None:
    """Give the common word for a status; the shop speaks the common words, and what is none stays unmapped."""
    return status if status in STATUSES else None


def _placed(entry: Entry, hash_key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    columns = (
        "channel", "checkout_id", "currency", "price_includes_tax", "ship_country", "ship_region", "ship_postcode",
        "shipping_method", "service_level", "terms",
    )  # fmt: skip
    yield (
        "orders",
        {
            "order_id": entry["order_id"],
            **{name: entry.get(name) for name in columns},
            "customer": hashed(str(entry["customer"]), hash_key),
            "placed_at": instant(entry.get("placed_at") or entry["at"]),
        },
    )


def _contact(entry: Entry, hash_key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield (
        "addresses",
        {
            "order_id": entry["order_id"],
            "use": "contact",
            "address": hashed(str(entry["mailbox"]), hash_key),
            "country": entry.get("country"),
        },
    )


def _plain(ledger: str, *columns: str, **fixed: object) -> Callable[[Entry, str], Iterator[tuple[str, dict[str, Any]]]]:
    """Make a telling that copies columns of the same name and adds fixed ones."""

    def told(entry: Entry, _hash_key: str) -> Iterator[tuple[str, dict[str, Any]]]:
        yield ledger, {"order_id": entry["order_id"], **{name: entry.get(name) for name in columns}, **fixed}

    return told


def _status(entry: Entry, _hash_key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield (
        "statuses",
        {
            "object_type": "order",
            "object_id": entry["order_id"],
            "order_id": entry["order_id"],
            "native": entry["status"],
            "canonical": canonical(entry["status"]),
            "surface": "order",
        },
    )


def _promised(entry: Entry, _hash_key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield (
        "promises",
        {
            "order_id": entry["order_id"],
            "ship_by": instant(entry["ship_by"]),
            "deliver_by": instant(entry["deliver_by"]),
            "surface": "order",
        },
    )


def _document(entry: Entry, _hash_key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    columns = (
        "document_id", "kind", "number", "series", "refers_to", "net", "tax", "gross", "currency", "standard",
        "lines_net", "allowances", "charges", "prepaid", "due",
    )  # fmt: skip
    yield "documents", {"order_id": entry["order_id"], **{name: entry.get(name) for name in columns}}
    for line in entry.get("lines", ()):
        yield (
            "document_lines",
            {
                "document_id": entry["document_id"],
                **{name: line.get(name) for name in ("line_id", "sku", "quantity", "net", "tax", "category", "rate")},
            },
        )
    for tax in entry.get("taxes", ()):
        figures = {name: tax.get(name) for name in ("category", "reason", "rate", "base", "amount")}
        yield "document_taxes", {"document_id": entry["document_id"], **figures}


def _payment(entry: Entry, _hash_key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    columns = (
        "kind", "state", "amount", "currency", "payment_id", "effect_id", "intent_id", "refund_id", "idempotency_key",
    )  # fmt: skip
    yield (
        "payments",
        {
            "order_id": entry["order_id"],
            "gateway": "card",
            "tender": "card",
            **{name: entry.get(name) for name in columns},
        },
    )


_STOCK = ("sku", "location", "quantity", "line_id", "reservation_id")
_TELLINGS: Mapping[str, Callable[[Entry, str], Iterator[tuple[str, dict[str, Any]]]]] = {
    "placed": _placed,
    "contact": _contact,
    "line": _plain("lines", "line_id", "sku", "quantity", "unit_price", "requires_shipping"),
    "totals": _plain(
        "order_totals", "surface", "version", "items", "discount", "shipping", "fees", "tax", "total", "due"
    ),
    "discount": _plain("discounts", "line_id", "offer", "amount", "position", borne_by="seller"),
    "tax": _plain("taxes", "line_id", "jurisdiction", "category", "rate", "base", "amount"),
    "address": _plain("destinations", "address"),
    "promised": _promised,
    "status": _status,
    "cancelled": _plain("line_changes", "line_id", "quantity", "reason", change="cancelled"),
    "backordered": _plain("line_changes", "line_id", "quantity", change="backordered"),
    "allocated": _plain("line_changes", "line_id", "quantity", change="allocated"),
    "reserved": _plain("stock_moves", *_STOCK, kind="reserve"),
    "released": _plain("stock_moves", *_STOCK, kind="release"),
    "payment": _payment,
    "return": _plain("returns", "return_id", "line_id", "event", "quantity", "reason"),
    "document": _document,
    "granted": _plain("remedies", "remedy_id", "return_id", "amount", "currency", remedy="refund"),
}
"""What the shop's journal says, by its own words."""
