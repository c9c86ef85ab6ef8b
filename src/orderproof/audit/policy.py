"""The profile as the rules see it: small relations to join, and the values of `$parameters`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.audit.prepare import CONTENT_FREE
from orderproof.model.iso4217 import EXPONENTS
from orderproof.model.ledgers import COLUMNS
from orderproof.rulebook.relations import PROFILE_RELATIONS, RECORDED, RECORDING_RELATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from orderproof.audit.survey import LedgerSurvey, Survey
    from orderproof.history.engine import Engine
    from orderproof.model.profile import Profile


def parameters(profile: Profile, as_of: datetime) -> dict[str, str]:
    """Give every parameter its SQL literal. Deadlines carry the profile's stated jitter allowance."""
    deadlines = {
        f"deadline_{name}": interval(width + profile.clock.jitter) for name, width in profile.deadlines.items()
    }
    return {
        "as_of": f"timestamp '{as_of.isoformat(sep=' ')}'",
        "never": "timestamp '9000-01-01'",
        "epoch": "timestamp '1000-01-01'",
        **deadlines,
    }


def interval(width: timedelta) -> str:
    """Write a duration as an SQL interval, exact to the microsecond."""
    micros = width.days * 86_400_000_000 + width.seconds * 1_000_000 + width.microseconds
    return f"interval '{micros}' microsecond"


def word_statuses(con: Engine, relations: Mapping[str, str], profile: Profile) -> dict[str, str]:
    """Give every status the common word that the profile names for the system's own, where none was recorded."""
    words = [
        f"when object_type = {_quoted(kind)} and native = {_quoted(native)} then {_quoted(word)}"
        for kind, pairs in profile.statuses.items()
        for native, word in pairs.items()
    ]
    if "statuses" not in relations or not words:
        return dict(relations)
    con.execute(
        "create or replace temp view worded_statuses as select * replace "
        f"(coalesce(canonical, case {' '.join(words)} end) as canonical) from {relations['statuses']}"
    )
    return {**relations, "statuses": "worded_statuses"}


def make_relations(con: Engine, profile: Profile, survey: Survey) -> frozenset[str]:
    """Make the profile's relations, and those about the recording, as temp tables; tell which hold anything."""
    closure = {
        (kind, start, end)
        for kind, steps in profile.transitions.items()
        for start in steps
        for end in _reachable(steps, start)
    }
    rows: dict[str, list[str]] = {
        "profile_terminal": [_row(kind, word) for kind, words in profile.terminal.items() for word in words],
        "profile_reachable": [_row(*each) for each in sorted(closure)],
        "profile_states": [
            f"({_quoted(word)}, {interval(width + profile.clock.jitter)})"
            for word, width in profile.state_deadlines.items()
        ],
        "profile_notices": [
            f"({_quoted(each.cause)}, {_quoted(each.template)}, {interval(each.within + profile.clock.jitter)})"
            for each in profile.notices
        ],
        "profile_surfaces": [f"({_quoted(name)}, {interval(width)})" for name, width in profile.surfaces.items()],
        "profile_stock": [
            _row(profile.stock_available, profile.reservation_ends, profile.channels_told, profile.backorders_served)
        ],
        "profile_propagation": [
            f"({_quoted(name)}, {interval(width + profile.clock.jitter)})"
            for name, width in profile.propagation.items()
        ],
        "profile_shipping": [
            f"({_quoted(method)}, {rank})" for rank, method in enumerate(profile.fastest_first, start=1)
        ],
        "profile_waits": [_row(*each) for each in profile.waits.items()],
        "profile_clock": [_row(profile.clock.sequence_per)],
        "currency_units": [f"({_quoted(currency)}, {10**digits})" for currency, digits in EXPONENTS.items()],
        "recordings": _recordings(con, survey),
        RECORDED: [_row(name) for name in sorted(survey.ledgers)],
    }
    columns = {**PROFILE_RELATIONS, **RECORDING_RELATIONS}
    for name, values in rows.items():
        typed = ", ".join(f"{column} {kind}" for column, kind in columns[name].items())
        con.execute(f"create or replace temp table {name} ({typed})")
        if values:
            con.execute(f"insert into {name} values {', '.join(values)}")
    return frozenset(name for name, values in rows.items() if values)


def _recordings(con: Engine, survey: Survey) -> list[str]:
    """Describe the recording itself, a row per ledger and source."""
    found: list[str] = []
    for name, ledger in survey.ledgers.items():
        repeats = _repeats(con, ledger) if ledger.repeated else {}
        for each in ledger.sources:
            redelivered, surely, perhaps, first = repeats.get(each.source, (0, 0, 0, None))
            shown = "null" if first is None else _quoted(first)
            backwards = ", ".join(str(n) for n in (*each.recorded_before_occurred, *each.observed_before_recorded))
            found.append(
                f"({_quoted(name)}, {_quoted(each.source)}, {each.rows}, {redelivered}, {surely}, {perhaps}, {shown}, "
                f"{backwards}, {each.unmapped})"
            )
    return found


def _repeats(con: Engine, ledger: LedgerSurvey) -> dict[str, tuple[int, int, int, str | None]]:
    """Count, per source, rows told again, and ids told in two ways: by certain rows alone, and by any.

    The times of recording and observing may differ between two deliveries of one row.
    """
    content = ", ".join(column.name for column in COLUMNS[ledger.ledger] if column.name not in CONTENT_FREE)
    rows = con.execute(
        f"""select source, cast(sum(told - versions) as bigint), count(*) filter (where sure_versions > 1),
            count(*) filter (where versions > 1), min(row_id) filter (where sure_versions > 1)
        from (select source, row_id, count(*) as told, count(distinct content) as versions,
                count(distinct content) filter (where certainty = 'certain') as sure_versions
            from (select source, row_id, certainty, hash({content}) as content from {ledger.relation})
            group by source, row_id having count(*) > 1)
        group by source"""
    ).fetchall()
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _reachable(steps: Mapping[str, tuple[str, ...]], start: str) -> set[str]:
    """Follow declared transitions any number of steps: what was not looked at in between may have been skipped."""
    found: set[str] = set()
    ahead = list(steps.get(start, ()))
    while ahead:
        word = ahead.pop()
        if word not in found:
            found.add(word)
            ahead.extend(steps.get(word, ()))
    return found


def _row(*words: str | None) -> str:
    return f"({', '.join('null' if word is None else _quoted(word) for word in words)})"


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
