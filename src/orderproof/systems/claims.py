"""What every system claims, as rows of the common ledgers: an order as it was looked at, a quote, stock levels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from orderproof.model.ledgers import LEDGERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from orderproof.model.ledgers.envelope import Row

SOURCE = "system"
LEVEL = ("sku", "location", "on_hand", "reserved", "available")


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a system: by whom, on which surface, asked and answered when (business time, naive UTC)."""

    client: str
    surface: str
    asked_at: datetime
    answered_at: datetime

    def envelope(self, name: str) -> dict[str, Any]:
        """Give the envelope of a claim that this look found: true at some instant between asking and answer."""
        return {
            "source": SOURCE,
            "row_id": name,
            "occurred_at": self.asked_at,
            "asked_at": self.asked_at,
            "observed_at": self.answered_at,
        }


@dataclass(frozen=True, slots=True)
class Shown:
    """An order as a surface showed it: its totals where they are whole, its status in both words, its version."""

    order_id: str
    totals: Mapping[str, int] | None
    native: str
    canonical: str | None
    version: int | None = None


def instant(text: str) -> datetime:
    """Read a time of the wire, ISO 8601 in UTC, as the ledgers keep it: without a zone."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def row(ledger: str, **columns: Any) -> Row:  # noqa: ANN401 - each ledger has columns of its own
    """Make a row of a ledger that is known by name only."""
    make: Any = LEDGERS[ledger]
    made: Row = make(**columns)
    return made


def seen(order: Shown, look: Look, name: str) -> Iterator[Row]:
    """Give what one look at an order tells: its totals, its status, and that somebody looked; `name` is unique."""
    envelope = look.envelope(name)
    if order.totals is not None:
        yield row(
            "order_totals",
            **envelope,
            order_id=order.order_id,
            surface=look.surface,
            version=order.version,
            **order.totals,
        )
    yield row(
        "statuses",
        **envelope,
        object_type="order",
        object_id=order.order_id,
        order_id=order.order_id,
        native=order.native,
        canonical=order.canonical,
        surface=look.surface,
    )
    yield row(
        "reads",
        **(envelope | {"source": "driver"}),
        read_id=name,
        client=look.client,
        surface=look.surface,
        subject=order.order_id,
        answered_at=look.answered_at,
        version=order.version,
    )


def quoted(order_id: str, totals: Mapping[str, int], look: Look, name: str) -> Row:
    """Give the totals that were quoted before there was an order, once it has a name."""
    return row("order_totals", **look.envelope(name), order_id=order_id, surface="quote", **totals)


def levels(stock: Sequence[Mapping[str, Any]], look: Look, name: str) -> list[Row]:
    """Give the stock levels of one reading."""
    return [
        row(
            "stock_levels",
            **look.envelope(f"{name}.{nth}"),
            surface="channel",
            as_of=look.asked_at,
            **{each: level[each] for each in LEVEL},
        )
        for nth, level in enumerate(stock)
    ]


class ToldLevels:
    """Remembers the levels of the last reading: a level that stands was told already."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], Mapping[str, Any]] = {}

    def changed(self, stock: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Keep the levels that are told differently than the last time."""
        told = {(each["sku"], each["location"]): each for each in stock}
        changed = [each for cell, each in told.items() if self._told.get(cell) != each]
        self._told = told
        return changed
