"""A proposal as SQL: each column with why it is taken, and `finish:` wherever only a person knows.

What cannot be guessed is written so that it does not load: a column that is not there, a currency `???`, a word that is
in no vocabulary. The error then names the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.history.proposal.vocabulary import meant, parts
from orderproof.history.quoting import identifier, literal
from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orderproof.history.proposal.likely import Likely
    from orderproof.history.proposal.looking import SeenColumn
    from orderproof.model.columns import Column

    Selected = tuple[str, str]
    """An expression with its name, and the comment behind it."""

FINISH = "finish:"
"""Marks what a person has to look at."""

NO_CURRENCY = "'???'"
_ORDER = "of_order"
_GIVEN = {("order_totals", "surface"): "'order'", ("statuses", "object_type"): "'order'"}
_ONE_PER_ORDER = ("orders", "order_totals", "statuses", "promises")
_KEY_WORDS = ("id", "key", "number", "no", "uuid")


def draft(likely: Likely) -> str:
    """Write the SELECT of one ledger; columns of the ledger that were not found stand above it."""
    own = [each for each in COLUMNS[likely.ledger] if not each.envelope]
    selected = [_row_id(likely), *(each for column in own if (each := _selected(likely, column))), _occurred(likely)]
    missing = [each.name for each in own if not each.required and each.name not in likely.columns]
    return "\n".join(
        (
            f"-- {likely.ledger}: {likely.why}.",
            *([f"-- Not found: {', '.join(missing)}. Add what you have."] if missing else []),
            "select",
            *_written([each for each in selected if each is not None]),
            f"from {identifier(likely.table.name)} as t",
            *_join(likely),
            "",
        )
    )


def _written(selected: list[Selected]) -> Iterator[str]:
    for number, (sql, comment) in enumerate(selected, 1):
        comma = "," if number < len(selected) else ""
        yield f"    {sql}{comma}{f'  -- {comment}' if comment else ''}"


def _selected(likely: Likely, column: Column) -> Selected | None:
    """Write one column; None where the ledger does without."""
    seen = likely.columns.get(column.name)
    found: Selected | None = None
    if seen is not None:
        found = _expression(likely, column, seen)
    elif (likely.ledger, column.name) in _GIVEN:
        found = _GIVEN[likely.ledger, column.name], ""
    elif (likely.ledger, column.name) == ("statuses", "object_id") and "order_id" in likely.columns:
        found = f"t.{identifier(likely.columns['order_id'].name)}", ""
    elif column.required:
        found = _unknown(likely, column)
    return None if found is None else (f"{found[0]} as {column.name}", found[1])


def _unknown(likely: Likely, column: Column) -> Selected:
    """Write what does not load before a person has looked at it, except a currency that the order names."""
    if column.name == "currency":
        currency = _currency(likely)
        return currency, f"{FINISH} no column names a currency" if currency == NO_CURRENCY else ""
    if column.values:
        return f"'{FINISH}'", f"{FINISH} no column tells it; one of {', '.join(column.values)}"
    return f"your_{column.name}", f"{FINISH} no column is named like it ({column.says})"


def _expression(likely: Likely, column: Column, seen: SeenColumn) -> Selected:
    source = f"t.{identifier(seen.name)}"
    if column.sql_type == "TIMESTAMP":
        return _time(source, seen)
    if column.name == "customer":
        return f"md5('a salt of your own' || {source})", f"{FINISH} put your own salt; the ledger keeps no names"
    if column.sql_type == "BIGINT" and "minor" in column.says:
        currency = _currency(likely)
        unsure = f"{FINISH} no column names a currency" if currency == NO_CURRENCY else ""
        return f"minor({source}, {currency})", unsure
    if column.values and column.name != "canonical":
        return _case(source, column, seen)
    return source, ""


def _time(source: str, seen: SeenColumn) -> Selected:
    form = seen.form
    if form == "typed":
        return source, "a time without a zone is taken as UTC"
    shown = f"like {seen.values[0]}" if seen.values else ""
    if form == "?":
        return f"moment({source}, '?')", f"{FINISH} {shown}: day-first or month-first, and in which zone?"
    if form is not None and form.endswith(" UTC"):
        return f"moment({source}, {literal(form)})", f"{FINISH} {shown}: in which zone? Europe/Berlin, say"
    return f"moment({source}, {literal(form or '?')})", shown


def _case(source: str, column: Column, seen: SeenColumn) -> Selected:
    """Translate the words that are there; what is not understood is refused when it is loaded."""
    pairs = {word: meant(word, column.values) for word in seen.words}
    if all(word == sense for word, sense in pairs.items()):
        return source, ""
    whens = " ".join(
        f"when {literal(word)} then {literal(sense or f'{FINISH} {word}')}" for word, sense in sorted(pairs.items())
    )
    unsure = [word for word, sense in pairs.items() if sense is None]
    of = f"one of {', '.join(column.values)}"
    says = f"{FINISH} {', '.join(unsure)}: {of}" if unsure else f"guessed; {of}"
    return f"case {source} {whens} else {source} end", says


def _currency(likely: Likely) -> str:
    if "currency" in likely.columns:
        return f"t.{identifier(likely.columns['currency'].name)}"
    if likely.joins() and likely.orders is not None and "currency" in likely.orders.columns:
        return f"{_ORDER}.{identifier(likely.orders.columns['currency'].name)}"
    return NO_CURRENCY


def _occurred(likely: Likely) -> Selected | None:
    seen = likely.columns.get("occurred_at", likely.columns.get("placed_at"))
    if seen is not None:
        sql, comment = _time(f"t.{identifier(seen.name)}", seen)
        return f"{sql} as occurred_at", comment
    orders = likely.orders
    if not likely.joins() or orders is None:
        return None
    seen = orders.columns.get("occurred_at", orders.columns.get("placed_at"))
    if seen is None:
        return None
    sql, comment = _time(f"{_ORDER}.{identifier(seen.name)}", seen)
    return f"{sql} as occurred_at", comment or "the order's own time"


def _row_id(likely: Likely) -> Selected | None:
    """Take a key of the table, if one column is; without one the number of the row is used."""
    order = likely.columns.get("order_id")
    keys = [each for each in likely.table.columns if each.unique and parts(each.name)[-1:] and _is_key(each)]
    if likely.ledger not in _ONE_PER_ORDER:
        keys = [each for each in keys if order is None or each.name != order.name]
    if keys:
        return f"t.{identifier(keys[0].name)} as row_id", "every row has another one"
    line = likely.columns.get("line_id")
    if likely.ledger == "lines" and order is not None and line is not None:
        return f"t.{identifier(order.name)} || '/' || t.{identifier(line.name)} as row_id", ""
    return None


def _is_key(column: SeenColumn) -> bool:
    return parts(column.name)[-1] in _KEY_WORDS


def _join(likely: Likely) -> list[str]:
    orders = likely.orders
    if orders is None or not likely.joins():
        return []
    theirs, ours = (identifier(each["order_id"].name) for each in (orders.columns, likely.columns))
    return [f"left join {identifier(orders.table.name)} as {_ORDER} on {_ORDER}.{theirs} = t.{ours}"]
