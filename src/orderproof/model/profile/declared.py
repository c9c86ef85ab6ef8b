"""What a profile declares, as data. Absent is unknown, never zero: the defaults claim nothing about a system."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STOCK_FORMULAS = ("on_hand - reserved - safety", "on_hand - reserved", "on_hand - safety", "on_hand")
"""What `available` may mean: systems differ, and some have an `on_hand` that is net of reservations already."""

RESERVATION_ENDS = ("release", "shipment")
"""How a reservation ends when its goods leave: with a release of its own beside the shipment, or by the shipment."""

CHANNEL_SHARES = ("whole",)
"""What of the stock a channel is told: all of it. Where a profile says nothing, it may be a share."""

BACKORDER_TURNS = ("in_turn",)
"""Who is served first when goods come in: whoever has waited longest."""

WAITING_WORK = ("pick", "pack")
WAITED_FOR = ("confirmed", "paid")
"""Which work on goods a policy may hold back, and until what happened to their order."""

NOTHING: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class SourceClock:
    """How far one source's instants may be off, and how coarse they are."""

    skew: timedelta
    granularity: timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """How exact the instants of a history are.

    An instant lies in [occurred_at - skew, occurred_at + granularity + skew]; `jitter` is the allowance of every
    deadline; `sequence_per` says whether `seq` counts per source or per order; `sources` overrides by source pattern.
    """

    skew: timedelta = NOTHING
    granularity: timedelta = NOTHING
    jitter: timedelta = NOTHING
    sequence_per: str = "source"
    sources: Mapping[str, SourceClock] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwedNotice:
    """An event of this cause owes a message of this template within a time."""

    cause: str
    template: str
    within: timedelta


@dataclass(frozen=True, slots=True)
class Profile:
    """What one system or data set declares about itself.

    `witness` maps a ledger, or `ledger.kind`, to the source pattern that is believed; `observes` maps a ledger to the
    kinds that a source can see; `statuses`, `transitions` and `terminal` are per object type; `tolerances` are minor
    units or units per rule; `deviations` maps a rule to the reason why the system is known to break it. `commands` are
    the verbs that a system claims to offer, and `lacks` maps a check of the contract suite to the sentence of its
    documentation on why not. `reservation_ends` says how a reservation ends when goods leave, `channels_told` what of
    the stock a channel is told, `backorders_served` who of those that wait is served first; `propagation` maps a
    surface that is told every change of stock to the time in which it must show it; `fastest_first` ranks shipping
    methods; `waits` says which work on goods waits for what.
    """

    name: str = "undeclared"
    about: str = ""
    as_of: datetime | None = None
    """Naive UTC; absent: the latest time recorded."""
    must_exercise: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    witness: Mapping[str, str] = field(default_factory=dict)
    observes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)
    statuses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    transitions: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    terminal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    deadlines: Mapping[str, timedelta] = field(default_factory=dict)
    state_deadlines: Mapping[str, timedelta] = field(default_factory=dict)
    tolerances: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[OwedNotice, ...] = ()
    surfaces: Mapping[str, timedelta] = field(default_factory=dict)
    stock_available: str = STOCK_FORMULAS[0]
    reservation_ends: str | None = None
    channels_told: str | None = None
    backorders_served: str | None = None
    propagation: Mapping[str, timedelta] = field(default_factory=dict)
    fastest_first: tuple[str, ...] = ()
    waits: Mapping[str, str] = field(default_factory=dict)
    deviations: Mapping[str, str] = field(default_factory=dict)
    lacks: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def default(cls) -> Profile:
        """Return the profile of a source that declares nothing."""
        return cls()

    def witness_of(self, ledger: str, kind: str | None = None) -> str | None:
        """Return the source pattern believed for a kind of a ledger: the kind's own, else the ledger's, else none."""
        return self.witness.get(f"{ledger}.{kind}", self.witness.get(ledger))
