"""Making ledgers fit to be judged: told once, settled, facts parted from claims, times bounded.

What a view sees under a ledger's name are the rows of its witness (and the driver's possible rows); what other sources
say of it stands under `claimed_<ledger>`. A row's instant lies in `happened_min .. happened_max`.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from orderproof.audit.survey import time_of
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.rulebook.relations import INSTANT
from orderproof.rulebook.sureness import CLAIMED, Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from orderproof.audit.survey import LedgerSurvey, Survey
    from orderproof.history.engine import Engine
    from orderproof.model.profile import Profile

EPOCH = "timestamp '1000-01-01'"
NEVER = "timestamp '9000-01-01'"
CONTENT_FREE = ("recorded_at", "observed_at", "asked_at")
"""Columns in which a redelivery may differ from the first delivery."""


def prepare(con: Engine, survey: Survey, profile: Profile, wanted: Mapping[str, frozenset[str]]) -> Known:
    """Make every wanted relation a table or view under its ledger's name; tell which are certain and exact.

    `wanted` maps relation names (ledgers and `claimed_` ones) to the columns that views read.
    """
    certain: set[str] = set()
    exact: set[str] = set()
    for ledger in sorted({name.removeprefix(CLAIMED) for name in wanted} & LEDGERS.keys()):
        columns = wanted.get(ledger, frozenset()) | wanted.get(CLAIMED + ledger, frozenset())
        found = survey.ledgers.get(ledger)
        if found is None:
            _make_empty(con, ledger)
            certain.add(ledger)
            exact.add(ledger)
            continue
        is_exact = _is_exact(found, profile)
        _make_ledger(con, found, survey, profile, columns, is_exact=is_exact)
        if not found.possible and not found.repeated:
            certain.add(ledger)
        if is_exact:
            exact.add(ledger)
    return Known(frozenset(certain), frozenset(exact))


def _make_empty(con: Engine, ledger: str) -> None:
    columns = {column.name: column.sql_type for column in COLUMNS[ledger]} | INSTANT
    typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    for name in (ledger, CLAIMED + ledger):
        con.execute(f"create or replace temp table {name} ({typed})")


def _make_ledger(
    con: Engine,
    found: LedgerSurvey,
    survey: Survey,
    profile: Profile,
    columns: frozenset[str],
    *,
    is_exact: bool,
) -> None:
    """Write the prepared table and the two views over it."""
    name = found.ledger
    keys = LEDGERS[name].keys
    known = [column.name for column in COLUMNS[name] if column.name in columns or column.name in keys]
    fact = fact_condition(found, survey)
    early, late = _instant(found, profile, survey.as_of)
    times = f"{time_of(name)} as happened_min" if is_exact else f"{early} as low, {late} as high"
    rows = _clean(con, found)
    join = ""
    if found.has_commands and "commands" in survey.ledgers:
        join = (
            " left join (select command_id as c_id, min(invoked_at) as invoked from "
            f"{survey.asked or survey.ledgers['commands'].relation} group by command_id) on c_id = command_id"
        )
    selected = ", ".join([*known, "certainty = 'certain' as certain", f"{fact} as is_fact", times])
    body = f"select {selected} from ({rows}) as r{join}"
    if not is_exact:
        ordered = "least(low, high) as happened_min, greatest(low, high) as happened_max"
        body = f"select * exclude (low, high), {ordered} from ({body})"
    if _is_plain(found) and is_exact and fact == "true":
        con.execute(f"create or replace temp view prepared_{name} as {body}")
    else:
        con.execute(f"create or replace temp table prepared_{name} as {body} order by {', '.join(keys)}, happened_min")
    shown = "* exclude (is_fact)" + (", happened_min as happened_max" if is_exact else "")
    con.execute(f"create or replace temp view {name} as select {shown} from prepared_{name} where is_fact")
    con.execute(f"create or replace temp view {CLAIMED}{name} as select {shown} from prepared_{name} where not is_fact")


def _is_plain(found: LedgerSurvey) -> bool:
    """Tell whether a ledger's rows can be judged where they lie: nothing told twice, to settle or to join."""
    return not found.repeated and not found.unsettled and not found.has_commands


def _clean(con: Engine, found: LedgerSurvey) -> str:
    """Write the rows of a ledger without redeliveries, settled rows and void rows.

    Rows that contradict each other under one id are all kept as possible: nobody knows which one is right.
    """
    rows = f"select * from {found.relation}"
    if found.repeated:
        content = ", ".join(c.name for c in COLUMNS[found.ledger] if c.name not in CONTENT_FREE)
        con.execute(
            f"create or replace temp table repeated_{found.ledger} as select * replace "
            "(case when versions > 1 and certainty = 'certain' then 'possible' else certainty end as certainty) from ("
            f"select *, count(*) over (partition by source, row_id) as versions from (select * from {found.relation} "
            f"qualify row_number() over (partition by {content} order by recorded_at, observed_at) = 1))"
        )
        rows = f"select * exclude (versions) from repeated_{found.ledger}"
    if found.unsettled:
        con.execute(f"create or replace temp table unsettled_{found.ledger} as {rows}")
        table = f"unsettled_{found.ledger}"
        rows = (
            f"select * from {table} where certainty <> 'void' and not (certainty = 'possible' and row_id in "
            f"(select settles from {table} where settles is not null))"
        )
    return rows


def fact_condition(found: LedgerSurvey, survey: Survey) -> str:
    """Say in SQL which rows are their witness's: facts. An unanswered command of the driver may be one."""
    witnesses = survey.witnesses[found.ledger]
    if witnesses.keys() == {""} and all(fnmatchcase(each.source, witnesses[""]) for each in found.sources):
        return "true"
    kind = LEDGERS[found.ledger].kind_column
    by_kind = "".join(f" when '{name}' then source glob '{_text(p)}'" for name, p in witnesses.items() if name)
    rest = f"source glob '{_text(witnesses.get('', '*'))}'"
    told = f"case {kind}{by_kind} else {rest} end" if by_kind else rest
    return f"({told} or (source = 'driver' and certainty = 'possible'))"


def _is_exact(found: LedgerSurvey, profile: Profile) -> bool:
    """Tell whether every instant of a ledger is a point: no skew, no granularity, no missing time, no command."""
    clock = profile.clock
    blurs = [
        clock.skew,
        clock.granularity,
        *(w for each in clock.sources.values() for w in (each.skew, each.granularity)),
    ]
    late = any(each.observed_before_recorded[1] or each.recorded_before_occurred[1] for each in found.sources)
    timed = "occurred_at" in found.filled and not any(each.untimed for each in found.sources)
    return timed and not late and not any(blurs) and not found.has_commands


def _instant(found: LedgerSurvey, profile: Profile, as_of: datetime) -> tuple[str, str]:
    """Write the earliest and the latest instant at which a row can have happened."""
    time = time_of(found.ledger)
    skew = _by_source(profile, "skew")
    blur = _by_source(profile, "granularity")
    early = f"{time} - {skew}"
    if found.has_commands:
        early = f"greatest({early}, invoked)" if found.ledger != "commands" else early
    late = f"{time} + {skew} + {blur}"
    bound = f"timestamp '{as_of.isoformat(sep=' ')}'"
    unknown = f"least(recorded_at + {skew}, observed_at, {bound})"
    return f"coalesce({early}, {EPOCH})", f"case when {time} is null then {unknown} else least({late}, observed_at) end"


def _by_source(profile: Profile, name: str) -> str:
    """Write a clock width as an interval, by source where the profile says so. Granularity ends just before."""
    sources: Iterable[tuple[str, object]] = profile.clock.sources.items()
    cases = "".join(f" when source glob '{_text(p)}' then {_width(getattr(c, name), name)}" for p, c in sources)
    rest = _width(getattr(profile.clock, name), name)
    return f"(case{cases} else {rest} end)" if cases else rest


def _width(width: timedelta, name: str) -> str:
    micros = width.days * 86_400_000_000 + width.seconds * 1_000_000 + width.microseconds
    if name == "granularity" and micros:
        micros -= 1
    return f"to_microseconds({micros})"


def _text(value: str) -> str:
    return value.replace("'", "''")
