"""Shapes of parsed selects that the search for local rules asks about: what is handed on, equated, folded, parted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Carried = frozenset[str]
"""The output columns of a local select that hold the value which all its rows share; none: not local."""
NOT_LOCAL: Carried = frozenset()


def ctes(tree: exp.Expr) -> dict[str, exp.Expr]:
    """Name the selects of a WITH clause."""
    with_ = tree.args.get("with_")
    return {each.alias: each.this for each in with_.expressions} if with_ else {}


def outputs(tree: exp.Expr) -> list[str]:
    """List the names of a query's output columns, in order; a star stands as such."""
    return [each.alias_or_name for each in tree.selects] if isinstance(tree, exp.Query) else []


def star(tree: exp.Expr) -> str | None:
    """Name the source of which a select, or every select of a union, hands on all columns first; None: it does not."""
    if isinstance(tree, exp.Union):
        left, right = star(tree.left), star(tree.right)
        return left if left == right else None
    first = tree.expressions[0] if isinstance(tree, exp.Select) else None
    if not (isinstance(first, exp.Column) and isinstance(first.this, exp.Star)):
        return None
    start = tree.args["from_"].this
    return start.sql("duckdb") if start.alias_or_name == first.table else None


def is_column(node: exp.Expr, bound: Mapping[str, Carried], *, qualified: bool = False) -> bool:
    """Tell whether a node is a carried column; without its source's name only where there is one source."""
    if not isinstance(node, exp.Column):
        return False
    if node.table:
        return node.name in bound.get(node.table, NOT_LOCAL)
    return not qualified and all(node.name in each for each in bound.values())


def equalities(join: exp.Join) -> Iterator[tuple[exp.Column, exp.Column]]:
    """List the pairs of columns that a join's condition equates."""
    condition = join.args.get("on")
    for each in condition.flatten() if isinstance(condition, exp.And) else [condition] if condition else []:
        one = each.unnest()
        if isinstance(one, exp.EQ) and isinstance(one.this, exp.Column) and isinstance(one.expression, exp.Column):
            yield one.this, one.expression


def partners(join: exp.Join, alias: str, key: str) -> Iterator[exp.Column]:
    """List the columns of the same name to which a join equates a source's key."""
    for pair in equalities(join):
        for here, there in (pair, pair[::-1]):
            if (here.table, here.name) == (alias, key) and there.name == key:
                yield there


def has_inner_query(select: exp.Select) -> bool:
    """Tell whether a query stands among a select's expressions or conditions."""
    parts = [*select.expressions, select.args.get("where"), select.args.get("having"), select.args.get("qualify")]
    parts += [join.args.get("on") for join in select.args.get("joins") or ()]
    return any(part is not None and part.find(exp.Query) is not None for part in parts)


def aggregates(select: exp.Select) -> Iterator[exp.Expr]:
    """List what may fold rows in a select outside windows: aggregates, the sugar of views, functions nobody knows."""
    for one in select.expressions:
        for node in one.walk():
            if isinstance(node, (exp.AggFunc, exp.Anonymous)) and node.find_ancestor(exp.Window) is None:
                yield node


def full_joined(select: exp.Select) -> frozenset[str]:
    """Name the sources of which, after a full join, either may have no row."""
    full = [join.this.alias_or_name for join in select.args.get("joins") or () if join.side == "FULL"]
    return frozenset({select.args["from_"].this.alias_or_name, *full}) if full else frozenset()


def is_either(node: exp.Expr, bound: Mapping[str, Carried], halves: frozenset[str]) -> bool:
    """Tell whether a node is the shared value of whichever half of a full join has a row."""
    if not isinstance(node, exp.Coalesce):
        return False
    parts = [node.this, *node.expressions]
    tables = {each.table for each in parts if isinstance(each, exp.Column)}
    return all(is_column(each, bound, qualified=True) for each in parts) and halves <= tables


def named_partition(select: exp.Select, window: exp.Window) -> list[exp.Expr]:
    """Give the PARTITION BY of a window that is named in the select's WINDOW clause."""
    name = window.args.get("alias")
    for each in select.args.get("windows") or ():
        if name is not None and each.name == getattr(name, "name", name):
            return each.args.get("partition_by") or []
    return []


def starred(select: exp.Select, bound: Mapping[str, Carried]) -> set[str]:
    """List the carried columns that a star hands on."""
    found: set[str] = set()
    for each in select.expressions:
        if isinstance(each, exp.Star) and not each.args.get("replace") and not each.args.get("except_"):
            found |= {name for columns in bound.values() for name in columns}
        elif isinstance(each, exp.Column) and isinstance(each.this, exp.Star):
            found |= bound.get(each.table, NOT_LOCAL)
    return found
