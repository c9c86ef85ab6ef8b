"""What a view may write: `sum_of`, `count_of`, `first_of`, ... each spelt out into its two bounds.

`_min` and `_max` hold over all readings of the possible rows: a certain row counts in both, a possible row in one.
Where a ledger is known to hold no possible row (or only exact times) both bounds get the same text, folded once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp, parse_one

from orderproof.errors import RuleError
from orderproof.model.ledgers import COLUMNS
from orderproof.rulebook.sureness import CLAIMED, Known, Sureness, sources_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.model.columns import Column

SUGAR = ("sum_of", "count_of", "first_of", "last_of", "lowest_of", "highest_of")
DEFAULTS = {
    "sum_of": ("0", "0"),
    "count_of": ("0", "0"),
    "first_of": ("$as_of", "$never"),
    "last_of": ("$epoch", "$epoch"),
    "lowest_of": ("null", "null"),
    "highest_of": ("null", "null"),
}
"""What each fold of nothing is: low and high bound."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the columns of one select come from: alias -> ledger (None: a sub-select), and what is sure of them."""

    ledgers: Mapping[str, str | None]
    is_certain: bool
    is_exact: bool

    def column(self, node: exp.Column) -> tuple[str, str] | None:
        """Tell the ledger and column that a reference means, if it is a ledger's."""
        aliases = [node.table] if node.table else list(self.ledgers)
        for alias in aliases:
            ledger = self.ledgers.get(alias)
            if ledger and node.name in _names(ledger):
                return ledger, node.name
        return None


def expand(view: exp.Expr, where: str, known: Known | None = None) -> exp.Expr:
    """Spell out all sugar of a view (a copy is returned); RuleError says where sugar is misused."""
    tree = view.copy()
    sureness = Sureness(known or Known(), {cte.alias: cte.this for cte in view.find_all(exp.CTE)})
    for select in list(tree.find_all(exp.Select)):
        source = _source_of(select, sureness)
        select.set("expressions", [each for one in select.expressions for each in _spell_out(one, source, where)])
    left = next((node for node in tree.find_all(exp.Anonymous) if node.name.lower() in SUGAR), None)
    if left is not None:
        raise RuleError(
            f"`{left.sql('duckdb')}` stands where it cannot be spelt out",
            where,
            "Write it as a whole column of a select: `sum_of(amount, kind = 'capture') as captured`.",
        )
    return tree


def defaults_of(view: exp.Expr) -> dict[str, str]:
    """Tell what each sugared output column of a view is when nothing was folded: column -> SQL literal."""
    found: dict[str, str] = {}
    for one in view.find(exp.Select).expressions:  # type: ignore[union-attr]
        if isinstance(one, exp.Alias) and (name := sugar_name(one.this)):
            low, high = DEFAULTS[name]
            found |= {f"{one.alias}_min": low, f"{one.alias}_max": high}
    return found


def sugar_name(node: exp.Expr) -> str | None:
    """Name the sugar that an expression is, if it is one."""
    name = node.name.lower() if isinstance(node, exp.Anonymous) else ""
    return name if name in SUGAR else None


def _names(ledger: str) -> frozenset[str]:
    return frozenset(column.name for column in COLUMNS[ledger])


def _source_of(select: exp.Select, sureness: Sureness) -> _Source:
    ledgers: dict[str, str | None] = {}
    for alias, node in sources_of(select).items():
        name = node.name.removeprefix(CLAIMED) if isinstance(node, exp.Table) else ""
        ledgers[alias] = name if name in COLUMNS and node.name not in sureness.named else None
    return _Source(ledgers, sureness.is_certain(select), sureness.is_exact(select))


def _spell_out(one: exp.Expr, source: _Source, where: str) -> list[exp.Expr]:
    """Turn one sugared column into its two bounds; any other column stays as it is."""
    name = sugar_name(one.this) if isinstance(one, exp.Alias) else None
    if name is None:
        return [one]
    arguments = one.this.expressions
    if len(arguments) != (1 if name == "count_of" else 2):
        raise RuleError(
            f"`{one.this.sql('duckdb')}` has {len(arguments)} arguments",
            where,
            "count_of takes a condition; all others take what to fold and a condition (`true` for every row).",
        )
    folded, condition = (None, arguments[0]) if name == "count_of" else (arguments[0], arguments[1])
    low, high = _bounds(name, folded, condition, source)
    return [
        parse_one(f"{low} as {one.alias}_min", dialect="duckdb"),
        parse_one(f"{high} as {one.alias}_max", dialect="duckdb"),
    ]


def _bounds(name: str, folded: exp.Expr | None, condition: exp.Expr, source: _Source) -> tuple[str, str]:
    """Write the low and the high bound of one fold as SQL."""
    may = condition.sql("duckdb")
    if _is_nullable(condition, source):
        may = f"coalesce({may}, true)"
    plain = condition.sql("duckdb")
    sure = plain if source.is_certain else f"({plain}) and certain"
    low_default, high_default = DEFAULTS[name]
    if folded is None:
        return f"count(*) filter (where {sure})", f"count(*) filter (where {may})"
    if name == "sum_of":
        return _sums(folded, sure, may, source)
    early, late = _instants(folded, source)
    fold = "min" if name in ("first_of", "lowest_of") else "max"
    low, high = (may, sure) if fold == "min" else (sure, may)
    return (
        f"coalesce({fold}({early}) filter (where {low}), {low_default})",
        f"coalesce({fold}({late}) filter (where {high}), {high_default})",
    )


def _instants(folded: exp.Expr, source: _Source) -> tuple[str, str]:
    """Spell out the interval name `happened`; any other expression is exact."""
    if isinstance(folded, exp.Column) and folded.name == "happened":
        prefix = f"{folded.table}." if folded.table else ""
        early = f"{prefix}happened_min"
        return early, early if source.is_exact else f"{prefix}happened_max"
    text = folded.sql("duckdb")
    return text, text


def _sums(folded: exp.Expr, sure: str, may: str, source: _Source) -> tuple[str, str]:
    """Write both bounds of a sum: a possible row lowers the low bound only where it is negative."""
    value = folded.sql("duckdb")
    if sure == may:
        low = high = f"coalesce(cast(sum({value}) filter (where {sure}) as bigint), 0)"
    elif _is_not_negative(folded, source):
        low = f"coalesce(cast(sum({value}) filter (where {sure}) as bigint), 0)"
        high = f"coalesce(cast(sum({value}) filter (where {may}) as bigint), 0)"
    else:
        low, high = (
            f"coalesce(cast(sum(case when {sure} then {value} else {bound}({value}, 0) end) "
            f"filter (where {may}) as bigint), 0)"
            for bound in ("least", "greatest")
        )
    if _is_nullable(folded, source):
        unknown = f"count(*) filter (where ({may}) and ({value}) is null) > 0"
        return f"case when {unknown} then null else {low} end", f"case when {unknown} then null else {high} end"
    return low, high


def _is_nullable(node: exp.Expr, source: _Source) -> bool:
    """Tell whether an expression may be null: it reads an optional column, or one that no ledger declares."""
    if isinstance(node, exp.Coalesce) and any(isinstance(each, exp.Literal) for each in node.iter_expressions()):
        return False
    if isinstance(node, exp.Is):
        return False
    if isinstance(node, exp.Column):
        found = source.column(node)
        return found is None or not _column(found).required
    return any(_is_nullable(child, source) for child in node.iter_expressions())


def _is_not_negative(node: exp.Expr, source: _Source) -> bool:
    if isinstance(node, exp.Column):
        found = source.column(node)
        return found is not None and _column(found).not_negative
    if isinstance(node, exp.Literal):
        return True
    passing = (exp.Add, exp.Mul, exp.Paren, exp.Coalesce)
    return isinstance(node, passing) and all(_is_not_negative(child, source) for child in node.iter_expressions())


def _column(found: tuple[str, str]) -> Column:
    return next(column for column in COLUMNS[found[0]] if column.name == found[1])
