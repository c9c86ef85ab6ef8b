"""Looking at every ledger once before judging: how much there is, who says it, how sure it is, and when it ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from orderproof.errors import ProfileError, SourceError
from orderproof.model.ledgers import COLUMNS, LEDGERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from orderproof.history.engine import Engine
    from orderproof.model.profile import Profile

DRIVER = "driver"
CONVENTION: Mapping[str, str] = {
    "payments": "gateway*",
    "parcels": "warehouse*",
    "stock_moves": "warehouse*",
    "line_changes": "warehouse*",
    "returns": "warehouse*",
    "scans": "carrier*",
    "notices": "inbox*",
    "commands": DRIVER,
    "reads": DRIVER,
}
"""Who usually witnesses a ledger where several sources speak and the profile names nobody."""


@dataclass(frozen=True, slots=True)
class SourceSurvey:
    """What one source put into one ledger. Of rows whose times run backwards, the certain ones and all are counted."""

    source: str
    rows: int
    possible: int
    untimed: int
    recorded_before_occurred: tuple[int, int]
    observed_before_recorded: tuple[int, int]
    unmapped: int


@dataclass(frozen=True, slots=True)
class LedgerSurvey:
    """What one ledger holds: `filled` are the columns with any value, `repeated` the rows whose id was seen before."""

    ledger: str
    relation: str
    sources: tuple[SourceSurvey, ...]
    filled: frozenset[str]
    kinds: frozenset[str]
    repeated: int
    unsettled: bool
    has_commands: bool
    last: datetime | None
    runs: int = 1

    @property
    def rows(self) -> int:
        """All rows of all sources."""
        return sum(each.rows for each in self.sources)

    @property
    def possible(self) -> int:
        """Rows that are not certain."""
        return sum(each.possible for each in self.sources)


@dataclass(frozen=True, slots=True)
class Survey:
    """All ledgers of a history, and the instant up to which absence is evidence.

    `asked` is the relation in which rows find the commands behind them, where that is not the ledger itself.
    """

    ledgers: Mapping[str, LedgerSurvey]
    as_of: datetime
    witnesses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    asked: str | None = None


def survey(con: Engine, relations: Mapping[str, str], profile: Profile, as_of: datetime | None) -> Survey:
    """Survey every ledger; SourceError where there is nothing at all, ProfileError where a witness is not named."""
    found = {name: _survey_ledger(con, name, relation) for name, relation in relations.items()}
    filled = {name: each for name, each in found.items() if each.rows}
    if not filled:
        raise SourceError("holds no row in any ledger", "the source", "Point at recorded orders, or mend the mapping.")
    lasts = [each.last for each in filled.values() if each.last is not None]
    instant = as_of or profile.as_of or (max(lasts) if lasts else None)
    if instant is None:
        raise SourceError(
            "no row says when anything happened",
            "the source",
            "Say up to when it was recorded: --as-of 2026-01-31T00:00:00.",
        )
    several = next((each for each in filled.values() if each.runs > 1), None)
    if several is not None:
        raise SourceError(
            f"holds {several.runs} runs", several.ledger, "Audit one campaign at a time: their order ids may collide."
        )
    witnesses = {name: witnesses_of(each, profile) for name, each in filled.items()}
    return Survey(filled, instant, witnesses)


def witnesses_of(ledger: LedgerSurvey, profile: Profile) -> Mapping[str, str]:
    """Name the witness of each kind of a ledger as source patterns; the empty kind stands for all others."""
    if LEDGERS[ledger.ledger].nature == "claim":
        return {"": "*"}
    own = {
        name.partition(".")[2]: pattern
        for name, pattern in profile.witness.items()
        if name.partition(".")[0] == ledger.ledger
    }
    if "" in own:
        return own
    names = [each.source for each in ledger.sources if each.source != DRIVER or each.possible < each.rows]
    usual = CONVENTION.get(ledger.ledger, "system")
    if len(names) <= 1:
        return {"": names[0] if names else "*"} | own
    if any(fnmatchcase(name, usual) for name in names):
        return {"": usual} | own
    raise ProfileError(
        f"{ledger.ledger} is told by {', '.join(sorted(names))} and nobody is named as its witness",
        "the profile",
        f'Name the one that saw it happen: [witness] {ledger.ledger} = "{min(names)}".',
    )


def time_of(ledger: str) -> str:
    """Write the business time of a ledger's rows in SQL: an order happened when it was placed."""
    return "coalesce(occurred_at, placed_at)" if ledger == "orders" else "occurred_at"


def _survey_ledger(con: Engine, name: str, relation: str) -> LedgerSurvey:
    columns = [column.name for column in COLUMNS[name] if not column.required]
    counts = ", ".join(f"count({each})" for each in columns)
    unmapped = "count(*) filter (where native is not null and canonical is null)" if name == "statuses" else "0"
    time = time_of(name)
    rows = con.execute(
        f"""select source, count(*), count(*) filter (where certainty = 'possible'),
            count(*) filter (where {time} is null), {_certain_and_all(f"recorded_at < {time}")},
            {_certain_and_all(f"observed_at < coalesce(recorded_at, {time})")},
            {unmapped}, count(*) filter (where certainty = 'void') + count(settles), count(distinct run),
            greatest(max({time}), max(recorded_at), max(observed_at)), {counts}
        from {relation} group by source order by source"""
    ).fetchall()
    repeated = con.execute(f"select count(*) - count(distinct hash(source, row_id)) from {relation}").fetchone()
    kind = LEDGERS[name].kind_column
    kinds = con.execute(f"select distinct {kind} from {relation}").fetchall() if kind else []
    totals = [sum(row[12 + place] for row in rows) for place in range(len(columns))]
    filled = {each for each, total in zip(columns, totals, strict=True) if total}
    if name == "orders" and "placed_at" in filled:
        filled.add("occurred_at")
    return LedgerSurvey(
        ledger=name,
        relation=relation,
        sources=tuple(_source(row) for row in rows),
        filled=frozenset(filled | {column.name for column in COLUMNS[name] if column.required}),
        kinds=frozenset(row[0] for row in kinds),
        repeated=repeated[0] if repeated else 0,
        unsettled=any(row[9] for row in rows),
        has_commands="command_id" in filled,
        last=max((row[11] for row in rows if row[11] is not None), default=None),
        runs=max((row[10] for row in rows), default=1),
    )


def _source(row: tuple[Any, ...]) -> SourceSurvey:
    source, rows, possible, untimed = row[:4]
    return SourceSurvey(source, rows, possible, untimed, (row[4], row[5]), (row[6], row[7]), row[8])


def _certain_and_all(condition: str) -> str:
    return f"count(*) filter (where {condition} and certainty = 'certain'), count(*) filter (where {condition})"
