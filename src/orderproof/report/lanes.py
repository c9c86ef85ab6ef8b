"""A row of a ledger as a mark in a timeline: which lane it stands in, and the few words that say what it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.verdict import Amount
from orderproof.report.wording import money, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANES = ("order", "money", "stock", "parcel", "message", "asked")
"""The lanes from left to right; `asked` holds commands and reads, from the asking to the answer."""

LANE_OF = {
    "payments": "money",
    "documents": "money",
    "document_lines": "money",
    "prices": "money",
    "offers": "money",
    "balances": "money",
    "document_taxes": "money",
    "document_adjustments": "money",
    "postings": "money",
    "tax_rates": "money",
    "shipping_prices": "money",
    "rates": "money",
    "stock_moves": "stock",
    "stock_levels": "stock",
    "listings": "stock",
    "bom": "stock",
    "allocations": "stock",
    "locations": "stock",
    "parcels": "parcel",
    "scans": "parcel",
    "returns": "parcel",
    "notices": "message",
    "addresses": "message",
    "deliveries": "message",
    "commands": "asked",
    "reads": "asked",
}
"""Ledgers that stand elsewhere than in the order's own lane."""

LANE_OF_CHANGE = {"allocated": "stock", "backordered": "stock", "restocked": "stock", "scrapped": "stock"}
MONEY = frozenset(
    "amount unit_price price items discount shipping fees tax rounding total due base net gross balance".split()  # noqa: SIM905
) | {"lines_net", "allowances", "charges", "prepaid", "debit", "credit"}
"""Columns in minor units of the row's currency, or of its order's."""

UNSAID = frozenset(("order_id", "run", "source", "row_id", "certainty", "settles", "seq"))
TIMES = ("occurred_at", "recorded_at", "asked_at", "observed_at", "invoked_at", "answered_at", "placed_at")
WORDS = frozenset(("change", "event", "kind", "state", "status", "canonical", "object_type", "verb", "refusal"))
SHOWN_MAX = 160
"""Letters of one value that are shown; a longer one is cut with an ellipsis."""

_PIECE = re.compile(r"\{(\w+)\}")
HEADS: Mapping[str, tuple[str, ...]] = {
    "orders": ("order placed", "on {channel}"),
    "order_totals": ("total told", "{total}", "on {surface}"),
    "lines": ("line", "{quantity} x", "{sku}", "at {unit_price}"),
    "line_changes": ("{change}", "{quantity}", "of line {line_id}"),
    "discounts": ("discount", "{amount}", "by {offer}"),
    "taxes": ("tax", "{amount}", "at {rate}", "to {jurisdiction}"),
    "statuses": ("{object_type} status", "{canonical}", "told on {surface}"),
    "payments": ("{kind}", "{amount}", "{state}"),
    "stock_moves": ("{kind}", "{quantity} x", "{sku}", "at {location}"),
    "stock_levels": ("level told", "{available} available", "{sku}", "at {location}"),
    "parcels": ("{event}", "{quantity}", "of line {line_id}", "in parcel {parcel_id}"),
    "scans": ("scan", "{status}", "at {place}"),
    "returns": ("return {event}", "{quantity}", "of line {line_id}"),
    "documents": ("{kind}", "{gross}", "number {number}"),
    "document_lines": ("document line", "{quantity} x", "{sku}", "{net} net"),
    "notices": ("message {event}", "{template}"),
    "promises": ("promised", "to ship by {ship_by},", "to deliver by {deliver_by}"),
    "holds": ("order {event}", "for {reason}"),
    "reads": ("read", "on {surface}", "by {client}"),
    "commands": ("{verb}", "{outcome}", "{refusal}"),
    "prices": ("price", "{price}", "of {sku}"),
    "offers": ("offer", "{offer}", "for {uses} orders"),
    "balances": ("{kind}", "{amount}", "of {account_id}"),
    "remedies": ("{remedy} granted", "{quantity}", "of line {line_id}"),
    "document_taxes": ("tax on document", "{amount}", "at {rate}", "of {base}"),
    "document_adjustments": ("document {kind}", "{amount}", "for {reason}"),
    "postings": ("posted to {account}", "debit {debit}", "credit {credit}"),
    "tax_rates": ("tax rate", "{rate}", "to {jurisdiction}"),
    "shipping_prices": ("shipping price", "{price}", "of {shipping_method}"),
    "rates": ("exchange rate", "{from_currency} to", "{to_currency}", "at {factor} billionths"),
    "addresses": ("{use} address", "{address}"),
    "deliveries": ("webhook {event}", "{topic}", "to {subscriber}"),
    "listings": ("listed", "{sku}", "sellable {sellable}"),
    "bom": ("bundle", "{sku}", "of {units} x", "{component}"),
    "allocations": ("allotted", "{units} x", "{sku}", "to {channel}"),
    "locations": ("ships", "from {location}", "to {country}", "may ship {may_ship}"),
    "destinations": ("goes to", "{address}"),
    "consents": ("agreed to", "{about}", "of line {line_id}"),
}
"""What the head of a row says, piece by piece: a piece whose column has no value is left out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One row told: `head` is what it says, `rest` its other columns, `nature` whether it is a fact or a claim."""

    lane: str
    ledger: str
    nature: str
    certain: bool
    source: str
    head: str
    rest: tuple[str, ...]


def mark_of(ledger: str, row: Mapping[str, Any], currency: str | None) -> Mark:
    """Say a row in few words; `currency` is the order's, for rows that name none."""
    spelled = dict(_spelled(ledger, row, currency))
    if spelled.get("native") == spelled.get("canonical"):
        spelled.pop("native", None)
    pieces = [(piece, _PIECE.search(piece)) for piece in HEADS[ledger]]
    said = {found[1] for _, found in pieces if found}
    head = [
        piece if found is None else piece.replace(found[0], _words(found[1], spelled[found[1]]))
        for piece, found in pieces
        if found is None or found[1] in spelled
    ]
    rest = tuple(f"{name} {text}" for name, text in spelled.items() if name not in said | UNSAID)
    return Mark(
        lane=LANE_OF_CHANGE.get(str(row.get("change")), LANE_OF.get(ledger, "order")),
        ledger=ledger,
        nature="asked" if ledger in ("commands", "reads") else LEDGERS[ledger].nature,
        certain=row.get("certainty") == "certain",
        source=cut(one_line(row.get("source") or "")),
        head=" ".join(head),
        rest=rest,
    )


def instant_of(row: Mapping[str, Any]) -> datetime | None:
    """Give the time at which a row stands: its own business time, else when it was written or seen."""
    for name in ("occurred_at", "placed_at", "invoked_at", "asked_at", "recorded_at", "observed_at"):
        value = row.get(name)
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
    return None


def cut(text: str) -> str:
    """Cut a text at `SHOWN_MAX` letters, visibly."""
    return text if len(text) <= SHOWN_MAX else f"{text[: SHOWN_MAX - 1]}…"


def _words(name: str, text: str) -> str:
    """Write a word of a closed vocabulary as people do: handed over."""
    return text.replace("_", " ") if name in WORDS else text


def _spelled(ledger: str, row: Mapping[str, Any], currency: str | None) -> Iterator[tuple[str, str]]:
    """Spell every column that has a value, in the ledger's order."""
    own = row.get("currency") or currency
    for column in COLUMNS[ledger]:
        value = row.get(column.name)
        if value is None or column.name in TIMES:
            continue
        if isinstance(value, dict):
            yield from ((f"{column.name}.{one_line(key)}", cut(one_line(text))) for key, text in value.items())
        elif column.name in MONEY and isinstance(value, int) and own:
            yield column.name, money(Amount(str(own), value))
        elif column.name == "rate" and isinstance(value, int):
            yield column.name, f"{Decimal(value).scaleb(-4).normalize():f} %"
        elif isinstance(value, bool):
            yield column.name, "yes" if value else "no"
        elif isinstance(value, datetime):
            yield column.name, f"{value.replace(tzinfo=None):%Y-%m-%d %H:%M:%S}"
        else:
            yield column.name, cut(one_line(value))
