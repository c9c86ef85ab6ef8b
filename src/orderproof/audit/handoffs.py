"""How many orders came to each handoff and got past it, as far as the ledgers can tell.

What no ledger shows is unknown, never zero. Of facts only the witness is asked. A row that may not have happened counts
at the upper bound alone, so every number here has two: `least` and `most`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from orderproof.audit.survey import DRIVER, LedgerSurvey, SourceSurvey, witnesses_of
from orderproof.history.quoting import literal, literals
from orderproof.model.ledgers import LEDGERS
from orderproof.model.words import HANDOFFS, SCAN_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from orderproof.history.engine import Engine
    from orderproof.model.profile import Profile

LIVE = (
    "certainty <> 'void' and not (certainty = 'possible' and row_id in (select settles from {0} where settles <> ''))"
)
"""Rows that count: neither void, nor possible and settled by a later one."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of orders between two bounds, the same twice where nothing is in doubt.

    `most` is None where only later sights show the place: who was there and went no further was not seen.
    """

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """One handoff: how many orders came to it and how many of them got past; None where no ledger shows it."""

    handoff: str
    entered: Count | None
    left: Count | None
    entered_by: str
    left_by: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Rows that show an order somewhere: a ledger, and the kinds of its rows that do (none named: all)."""

    ledger: str
    kinds: tuple[str, ...] = ()
    where: str = "true"


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a handoff: `shown_by` shows who was there, `later` who must have been, being further on."""

    says: str
    shown_by: tuple[Sight, ...]
    later: tuple[Sight, ...] = ()


SUCCEEDED = "state = 'succeeded'"
SHIPPED = (Sight("parcels", ("handed_over",)), Sight("line_changes", ("shipped",)))
RELEASED = (Sight("parcels", ("released", "packed")), Sight("line_changes", ("picked",)))
ON_THE_WAY = tuple(each for each in SCAN_STATUSES if each not in ("pre_transit", "unknown"))
PLACED = Place("placed", (Sight("orders"),))
PLACES: Mapping[str, tuple[Place, Place]] = {
    "order>payment": (
        PLACED,
        Place("authorized or captured", (Sight("payments", ("authorize", "capture"), SUCCEEDED),)),
    ),
    "order>warehouse": (PLACED, Place("released, picked or shipped", RELEASED, SHIPPED)),
    "warehouse>carrier": (Place("released or picked", RELEASED, SHIPPED), Place("handed over", SHIPPED)),
    "carrier>customer": (
        Place("handed over", SHIPPED, (Sight("scans", ON_THE_WAY),)),
        Place("delivered", (Sight("scans", ("delivered",)), Sight("line_changes", ("delivered",)))),
    ),
    "shipment>return": (
        Place("return asked for", (Sight("returns", ("requested", "approved")),), (Sight("returns"),)),
        Place("goods came back", (Sight("returns", ("received", "inspected")),)),
    ),
    "order>books": (
        Place("money captured", (Sight("payments", ("capture",), SUCCEEDED),)),
        Place("invoiced", (Sight("documents", ("invoice",)),)),
    ),
    "order>channel": (
        PLACED,
        Place("a status or a message told", (Sight("statuses"), Sight("notices", ("sent", "delivered")))),
    ),
}
"""Both sides of every handoff but the first, which orders do not enter: checkouts do."""


def passages(con: Engine, relations: Mapping[str, str], profile: Profile) -> tuple[Passage, ...]:
    """Count every handoff of `HANDOFFS`, in their order. Only orders that came to a handoff can have got past it."""
    eyes = _Eyes(con, relations, profile, {})
    return tuple(_checkouts(eyes) if name not in PLACES else _passage(eyes, name, *PLACES[name]) for name in HANDOFFS)


def _passage(eyes: _Eyes, name: str, came: Place, past: Place) -> Passage:
    entered, left = eyes.orders_at(came), eyes.orders_at(past)
    if entered is None or left is None:
        return Passage(name, eyes.count(entered), eyes.count(left), came.says, past.says)
    row = eyes.con.execute(
        f"""select count(*) filter (where came.sure), count(*), count(*) filter (where came.sure and past.sure),
            count(past.order_id) from ({entered.sql}) as came left join ({left.sql}) as past using (order_id)"""
    ).fetchone()
    sure, perhaps, sure_past, perhaps_past = row or (0, 0, 0, 0)
    most = perhaps if entered.complete else None
    most_past = perhaps_past if left.complete else most
    return Passage(name, Count(sure, most), Count(sure_past, most_past), came.says, past.says)


def _checkouts(eyes: _Eyes) -> Passage:
    """Count checkouts: every order was one, and so was every answered wish to place one that no order came of.

    An unanswered wish may have become an order that is counted already.
    """
    placed, wishes = eyes.orders_at(PLACED), eyes.rows_of(Sight("commands", ("place",)))
    left = eyes.count(placed)
    entered = None
    if placed is not None and left is not None and left.most is not None and wishes is not None:
        row = eyes.con.execute(
            f"""select count(*) filter (where answered), count(*) from (
                select bool_or(outcome <> 'unknown') as answered
                from ({wishes}) as wish left join ({placed.sql}) as known using (order_id)
                group by coalesce(idempotency_key, command_id, row_id)
                having not bool_or(known.order_id is not null))"""
        ).fetchone()
        answered, perhaps = row or (0, 0)
        entered = Count(left.least + answered, left.most + perhaps)
    return Passage("checkout>order", entered, left, "asked for, whether placed or refused", "placed")


@dataclass(frozen=True, slots=True)
class _Orders:
    """SQL for (order_id, sure) of the orders at a place, each once; `complete` if all who were there were seen."""

    sql: str
    complete: bool


@dataclass(slots=True)
class _Eyes:
    """What can be seen of a history: which ledgers there are, who is believed, which kinds are observed."""

    con: Engine
    relations: Mapping[str, str]
    profile: Profile
    looked: dict[str, LedgerSurvey]

    def orders_at(self, place: Place) -> _Orders | None:
        """Write SQL for the orders at a place; None where no ledger shows any."""
        shown, later = self._orders_by(place.shown_by), self._orders_by(place.later)
        if not shown and not later:
            return None
        union = " union all ".join([*shown, *later])
        grouped = f"select order_id, bool_or(sure) as sure from ({union}) where order_id is not null group by order_id"
        return _Orders(grouped, complete=bool(shown))

    def count(self, orders: _Orders | None) -> Count | None:
        """Count the orders at a place."""
        if orders is None:
            return None
        row = self.con.execute(f"select count(*) filter (where sure), count(*) from ({orders.sql})").fetchone()
        sure, perhaps = row or (0, 0)
        return Count(sure, perhaps if orders.complete else None)

    def rows_of(self, sight: Sight) -> str | None:
        """Write SQL for the live rows of a sight, told by their witness; None where they are not observed."""
        if sight.ledger not in self.relations:
            return None
        found = self._look(sight.ledger)
        seen = self.profile.observes.get(sight.ledger) or found.kinds
        if not found.sources or (sight.kinds and not set(sight.kinds) & set(seen)):
            return None
        relation = self.relations[sight.ledger]
        believed = " or ".join(self._believed(found, sight.kinds))
        return f"select * from {relation} where {LIVE.format(relation)} and ({believed}) and {sight.where}"

    def _orders_by(self, sights: Iterable[Sight]) -> list[str]:
        found = ((sight, self.rows_of(sight)) for sight in sights)
        shown = (self._by_order(sight, rows) for sight, rows in found if rows is not None)
        return [each for each in shown if each]

    def _by_order(self, sight: Sight, rows: str) -> str | None:
        """Name the order of every row; scans know their parcel only."""
        if sight.ledger != "scans":
            return f"select order_id, certainty = 'certain' as sure from ({rows})"
        if "parcels" not in self.relations:
            return None
        parcels = f"select distinct parcel_id, order_id from {self.relations['parcels']} where certainty <> 'void'"
        return f"select order_id, certainty = 'certain' as sure from ({rows}) join ({parcels}) using (parcel_id)"

    def _believed(self, found: LedgerSurvey, kinds: Iterable[str]) -> list[str]:
        """Write which rows are their witness's, kind by kind; an unanswered command of the driver may be one."""
        column = LEDGERS[found.ledger].kind_column
        witnesses = witnesses_of(found, self.profile)
        conditions = []
        for kind in tuple(kinds) or tuple(sorted(found.kinds)) or ("",):
            pattern = witnesses.get(kind, witnesses.get("", "*"))
            names = tuple(each.source for each in found.sources if fnmatchcase(each.source, pattern))
            by_witness = f"source in ({literals(names)})" if names else "false"
            told = f"({by_witness} or (source = '{DRIVER}' and certainty = 'possible'))"
            conditions.append(f"({column} = {literal(kind)} and {told})" if column and kind else told)
        return conditions

    def _look(self, ledger: str) -> LedgerSurvey:
        """Look who speaks in a ledger and of what kinds; the rest of a survey is not needed here."""
        if ledger not in self.looked:
            relation, column = self.relations[ledger], LEDGERS[ledger].kind_column
            rows = self.con.execute(
                f"""select source, count(*), count(*) filter (where certainty = 'possible'),
                    {f"list(distinct {column})" if column else "cast([] as varchar[])"}
                from {relation} group by source order by source"""
            ).fetchall()
            self.looked[ledger] = LedgerSurvey(
                ledger=ledger,
                relation=relation,
                sources=tuple(SourceSurvey(row[0], row[1], row[2], 0, (0, 0), (0, 0), 0) for row in rows),
                filled=frozenset(),
                kinds=frozenset(kind for row in rows for kind in row[3]),
                repeated=0,
                unsettled=False,
                has_commands=False,
                last=None,
            )
        return self.looked[ledger]
