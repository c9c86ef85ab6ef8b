"""`moment(value, form)` for the SQL of a mapping: times as exports write them become UTC, or an error names the value.

    iso                     2026-03-01T12:00:00+01:00, 2026-03-01 12:00:00Z: with its offset
    iso <zone>              2026-03-01 12:00[:00[.000000]], 2026-03-01: without one, in a zone like Europe/Berlin
    day-first <zone>        1.3.2026, 01/03/2026 12:00[:00]
    month-first <zone>      3/1/2026, 03-01-2026 12:00[:00]
    seconds, milliseconds   since 1970, from 1973 on; the one is never taken for the other

An hour that the clocks of a zone show twice (when summer ends) is unknown: null. One that they skip is no time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.errors import SourceError
from orderproof.history.quoting import literal, literals

if TYPE_CHECKING:
    import duckdb

FORMS = ("iso", "iso <zone>", "day-first <zone>", "month-first <zone>", "seconds", "milliseconds")
_MARK = "moment\x1f"
_CLOCK = "([T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?)?"
_OFFSET = " ?(Z|z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)"
_PLAIN_OFFSET = " ?([+-][0-9]{2}):?([0-9]{2})$"
_ISO = f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_CLOCK}"
_SPREAD = "([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})"
_SHIFTS = ("- interval 1 hour", "+ interval 1 hour", "- interval 30 minute", "+ interval 30 minute")
_SECONDS_FROM, _SECONDS_TO = 10**8, 10**11


def install_moment(con: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Make the macro. It needs the connection's time zone to be UTC."""
    con.execute(
        f"""
        create macro {schema}.moment_local(text, form) as case form
            when 'iso' then case when regexp_full_match(text, {literal(_ISO)})
                then try_cast(replace(text, ',', '.') as TIMESTAMP) end
            when 'day-first' then {_spread("3", "2", "1")}
            else {_spread("3", "1", "2")}
        end
        """
    )
    twice = " or ".join(f"((instant {shift}) at time zone zone) = local" for shift in _SHIFTS)
    con.execute(
        f"""
        create macro {schema}.moment_utc(local, instant, zone, text, form) as case
            when local is null or (instant at time zone zone) <> local then {_raise("form")}
            when {twice} then cast(null as TIMESTAMP)
            else instant at time zone 'UTC'
        end
        """
    )
    con.execute(
        f"""
        create macro {schema}.moment_since(text, scale, form) as case
            when not regexp_full_match(text, '[0-9]{{1,17}}([.][0-9]{{1,9}})?')
                or try_cast(text as DECIMAL(38, 9)) / scale not between {_SECONDS_FROM} and {_SECONDS_TO}
                then {_raise("scale")}
            else make_timestamp(cast(floor(cast(text as DECIMAL(38, 9)) * (1000000 // scale)) as BIGINT))
        end
        """
    )
    written = f"regexp_replace(replace(text, ',', '.'), {literal(_PLAIN_OFFSET)}, '\\1:\\2')"
    con.execute(
        f"""
        create macro {schema}.moment_of(text, form, kind, zone) as case
            when text is null or text = '' then cast(null as TIMESTAMP)
            when form = 'iso' then case
                when regexp_full_match(text, {literal(_ISO + _OFFSET)})
                    and try_cast({written} as TIMESTAMPTZ) is not null
                then cast({written} as TIMESTAMPTZ) at time zone 'UTC' else {_raise("form")} end
            when form = 'seconds' then {schema}.moment_since(text, 1, form)
            when form = 'milliseconds' then {schema}.moment_since(text, 1000, form)
            when kind not in ({literals(("iso", "day-first", "month-first"))}) or zone = '' then {_raise("unknown")}
            else {schema}.moment_utc(
                {schema}.moment_local(text, kind), {schema}.moment_local(text, kind) at time zone zone, zone, text, form
            )
        end
        """
    )
    con.execute(
        f"create macro {schema}.moment(value, form) as {schema}.moment_of("
        "trim(cast(value as VARCHAR)), form, split_part(form, ' ', 1), split_part(form, ' ', 2))"
    )


def moment_error(message: str, where: str) -> SourceError | None:
    """Turn what the macro raised into a sentence; None when the message is another's."""
    _, marked, rest = message.partition(_MARK)
    if not marked:
        return None
    cause, text, form = rest.split("\x1f")[:3]
    forms = f"Forms are {', '.join(FORMS)}."
    what, mend = {
        "form": (
            f"{text!r} is no time of the form {form!r}",
            f"Name the form that the column has, or tell two forms apart with case. {forms}",
        ),
        "scale": (
            f"{text!r} is no time in {form}",
            "Times lie after 1973: is it the other of seconds and milliseconds? Make a 0 null: nullif(column, '0').",
        ),
        "unknown": (f"the form {form!r} of {text!r} is not known", forms),
    }[cause]
    return SourceError(what, where, mend)


def _spread(year: str, month: str, day: str) -> str:
    """Read a date whose three numbers stand at these places, and the time of day behind it, if there is one."""
    numbers = (
        f"lpad(regexp_extract(text, {literal(_SPREAD)}, {each}), {4 if each == year else 2}, '0')"
        for each in (year, month, day)
    )
    date = " || '-' || ".join(numbers)
    clock = f"trim(replace(regexp_replace(text, {literal(f'^{_SPREAD}')}, ''), ',', '.'), 'T ')"
    return (
        f"case when regexp_full_match(text, {literal(_SPREAD + _CLOCK)}) "
        f"then try_cast({date} || ' ' || coalesce(nullif({clock}, ''), '00:00') as TIMESTAMP) end"
    )


def _raise(cause: str) -> str:
    """Raise in SQL, with the value and the form that it should have had."""
    return f"error({literal(f'{_MARK}{cause}')} || chr(31) || text || chr(31) || form || chr(31))"
