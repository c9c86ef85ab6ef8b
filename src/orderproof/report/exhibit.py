"""What a page shows of one finding's rows: a timeline in lanes and the story in notation, both bounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from orderproof.audit.evidence import ROWS_MAX
from orderproof.errors import InputError
from orderproof.history.notation import render_story
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.report.lanes import instant_of, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from orderproof.model.ledgers.envelope import Row
    from orderproof.report.lanes import Mark

    Rows = Sequence[tuple[str, Mapping[str, Any]]]

ROWS_FIRST, ROWS_LAST = 28, 12
"""Rows shown of one finding, from its beginning and from its end."""

SECOND, MINUTE, HOUR, DAY = 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000
RANK = {ledger: place for place, ledger in enumerate(LEDGERS)} | {"commands": -1}
"""Rows of one instant stand in this order: what was asked comes before what came of it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A mark at its time. `day` is set where a new day begins, `after` says how long after the one before.

    `bar` tells the asked lane what to draw: a command that `begins` here, is still open (`runs`), is answered (`ends`).
    `said` is what the asking or answering adds to the mark's head.
    """

    mark: Mark
    day: str
    time: str
    after: str
    bar: str
    said: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """The rows behind a finding as they are shown. `left_out` rows stood between the first and the last `ends_at`."""

    moments: tuple[Moment, ...]
    story: tuple[str, ...]
    rows: int
    left_out: int
    cut_before: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Event:
    """A mark before it is set: when, and for a command until when it was open."""

    at: datetime | None
    mark: Mark
    said: str = ""
    opens: bool = False
    closes: bool = False


def exhibit_of(rows: Rows) -> Exhibit:
    """Set rows as a page shows them. Rows are (ledger, columns), with times as datetimes in UTC."""
    ordered = sorted(rows, key=_place)
    left_out = max(0, len(ordered) - ROWS_FIRST - ROWS_LAST)
    first = ordered[:ROWS_FIRST] if left_out else ordered
    last = ordered[len(ordered) - ROWS_LAST :] if left_out else []
    currency = next((str(row["currency"]) for _, row in ordered if row.get("currency")), None)
    early, late = list(_events(first, currency)), list(_events(last, currency))
    return Exhibit(
        moments=tuple(_moments([*early, *late])),
        story=_story([*first, *last]),
        rows=len(ordered),
        left_out=left_out,
        cut_before=len(early),
        more=len(ordered) >= ROWS_MAX,
    )


def elapsed(earlier: datetime, later: datetime) -> str:
    """Spell a time that passed in its two largest units: `2 d 3 h`, `4 min 5 s`, `35 ms`; nothing where none did."""
    span = later - earlier
    left = span.days * DAY + span.seconds * SECOND + span.microseconds
    if left < SECOND:
        return f"{left // 1000} ms" if left >= 1000 else ""  # noqa: PLR2004 - a millisecond
    words = []
    for width, unit in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s")):
        if left >= width:
            words.append(f"{left // width} {unit}")
            left %= width
    return " ".join(words[:2])


def _place(entry: tuple[str, Mapping[str, Any]]) -> tuple[bool, str, int, str]:
    ledger, row = entry
    at = instant_of(row)
    return (
        at is not None,
        "" if at is None else at.isoformat(timespec="microseconds"),
        RANK[ledger],
        str(row.get("row_id")),
    )


def _events(rows: Rows, currency: str | None) -> Iterator[_Event]:
    """Turn rows into events in time order: a call that others fell into is told when asked and when answered."""
    events: list[_Event] = []
    times = [instant_of(row) for _, row in rows]
    for ledger, row in rows:
        mark, at, until = mark_of(ledger, row, currency), instant_of(row), row.get("answered_at")
        if mark.lane != "asked" or at is None:
            events.append(_Event(at, mark))
        elif not isinstance(until, datetime):
            events.append(_Event(at, mark, "asked, never answered" if ledger == "commands" else ""))
        elif any(other is not None and at < other < until for other in times):
            asking = replace(mark, head=mark.head.removesuffix(f" {_answer(row)}"))
            answer = replace(mark, rest=())
            events += [_Event(at, asking, "asked", opens=True), _Event(until, answer, "answered", closes=True)]
        else:
            events.append(_Event(at, mark, f"answered after {elapsed(at, until) or '0 ms'}"))
    yield from sorted(events, key=lambda each: (each.at is not None, each.at or datetime.min))  # noqa: DTZ901


def _answer(row: Mapping[str, Any]) -> str:
    """Give the part of a command's head that was not known when it was asked."""
    return " ".join(str(row[name]).replace("_", " ") for name in ("outcome", "refusal") if row.get(name))


def _moments(events: Sequence[_Event]) -> Iterator[Moment]:
    day, before, running = "", None, 0
    for each in events:
        bar = "begins" if each.opens else "ends" if each.closes else "runs" if running else ""
        if running > 1 or (running and each.opens):
            bar = "runs"
        running += each.opens - each.closes
        today = "" if each.at is None else f"{each.at:%a %Y-%m-%d}"
        yield Moment(
            mark=each.mark,
            day=today if today != day else "",
            time="no time" if each.at is None else f"{each.at:%H:%M:%S}",
            after="" if before is None or each.at is None else elapsed(before, each.at),
            bar=bar,
            said=each.said,
        )
        day, before = today or day, each.at or before


def _story(rows: Rows) -> tuple[str, ...]:
    """Tell rows in notation, step by step; nothing where they hold what the notation cannot say."""
    told: list[Row] = []
    for ledger, row in rows:
        values: dict[str, Any] = {each.name: row.get(each.name) for each in COLUMNS[ledger]}
        told.append(LEDGERS[ledger](**values))
    try:
        return tuple(render_story(told).split(" | ")) if told else ()
    except InputError:
        return ()
