"""`minor(amount, currency)` for the SQL of a mapping: exact minor units, or an error that names the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.errors import SourceError
from orderproof.history.quoting import literal, literals
from orderproof.model.iso4217 import EXPONENTS
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    import duckdb

_MARK = "minor\x1f"
_AMOUNT = "[+-]?[0-9]+([.][0-9]+)?"


def install_minor(con: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Make the macro. Text, decimals, doubles (by their shortest text) and integers are taken; nothing is rounded."""
    places = " ".join(
        f"when currency in ({literals(tuple(code for code, digits in EXPONENTS.items() if digits == exponent))}) "
        f"then {exponent}"
        for exponent in sorted(set(EXPONENTS.values()))
    )
    con.execute(f"create macro {schema}.minor_places(currency) as case {places} end")
    con.execute(f"create macro {schema}.minor_digits(text) as rtrim(split_part(text, '.', 2), '0')")
    con.execute(
        f"""
        create macro {schema}.minor_of(text, currency, places) as case
            when text is null or currency is null then cast(null as BIGINT)
            when places is null then {_raise("currency")}
            when not regexp_full_match(text, {literal(_AMOUNT)}) then {_raise("form")}
            when length({schema}.minor_digits(text)) > places then {_raise("finer")}
            else coalesce(
                try_cast(split_part(text, '.', 1) || rpad({schema}.minor_digits(text), places, '0') as BIGINT),
                {_raise("size")}
            )
        end
        """
    )
    con.execute(
        f"create macro {schema}.minor(amount, currency) as {schema}.minor_of("
        f"trim(cast(amount as VARCHAR)), currency, {schema}.minor_places(currency))"
    )


def minor_error(message: str, where: str) -> SourceError | None:
    """Turn what the macro raised into a sentence; None when the message is another's."""
    _, marked, rest = message.partition(_MARK)
    if not marked:
        return None
    cause, amount, currency = rest.split("\x1f")[:3]
    what, mend = {
        "currency": (
            f"{currency!r}, the currency of {amount}, is no ISO 4217 currency",
            allowed_instead(currency, EXPONENTS),
        ),
        "form": (f"{amount!r} is not an amount", "Give digits with at most one point, like 1234.50 or -3."),
        "finer": (
            f"{amount} {currency} is finer than its smallest unit",
            f"{currency} has {EXPONENTS.get(currency)} decimals; say in the mapping how such amounts are rounded.",
        ),
        "size": (f"{amount} {currency} does not fit", "Amounts are stored in 64 bits of minor units."),
    }[cause]
    return SourceError(what, where, mend)


def _raise(cause: str) -> str:
    """Raise in SQL, with the value and the currency that caused it."""
    return f"error({literal(f'{_MARK}{cause}')} || chr(31) || text || chr(31) || currency || chr(31))"
