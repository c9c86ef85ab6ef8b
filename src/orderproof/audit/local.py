"""Which rules judge a subject by the rows of one order alone (or one SKU, one document): shown from their SQL.

A select is local in a column if each of its rows is made of ledger rows that share one value of that column: everything
it joins is joined on the column, every fold groups by it, every window is parted by it. Whatever is not shown so is not
local. Ledgers that know their order only through another one (scans through parcels) follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp, parse_one

from orderproof.audit.evidence import JOINED
from orderproof.model.ledgers import COLUMNS
from orderproof.rulebook.relations import PROFILE_RELATIONS, ledger_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from orderproof.audit.compile import CompiledRule

Carried = frozenset[str]
"""The output columns of a local select that hold the value which all its rows share; none: not local."""
NOT_LOCAL: Carried = frozenset()


def locality(rule: CompiledRule, is_whole: Callable[[str, str], bool]) -> str | None:
    """Name the column of the subject in which a rule is local; None where it looks further.

    `is_whole(ledger, column)` tells whether rows that settle or repeat each other agree in the column.
    """
    select = parse_one(rule.rule.sql, dialect="duckdb")
    views = {view.view.name: view.tree for view in rule.sources.values()}
    ledgers = {name for columns in COLUMNS.values() for name in (each.name for each in columns)}
    for column in sorted(rule.subject, key=lambda each: each != "order_id"):
        if column in ledgers and column not in ("source", "row_id"):
            scope = _Scope(column, is_whole, views)
            bound = scope.bind(select) if isinstance(select, exp.Select) else None
            if bound and column in bound.get(rule.root_alias, NOT_LOCAL):
                return column
    return None


@dataclass(frozen=True, slots=True)
class _Scope:
    """One column, and what the names stand for where a select is looked at."""

    column: str
    is_whole: Callable[[str, str], bool]
    named: Mapping[str, exp.Expr]

    def carried(self, tree: exp.Expr) -> Carried:
        """Tell which output columns of a query hold the shared value."""
        inner = _Scope(self.column, self.is_whole, {**self.named, **_ctes(tree)})
        if isinstance(tree, exp.Union):
            left, right = inner.carried(tree.left), inner.carried(tree.right)
            names, others = _outputs(tree.left), _outputs(tree.right)
            return frozenset(a for a, b in zip(names, others, strict=False) if a in left and b in right)
        if isinstance(tree, exp.Subquery):
            return inner.carried(tree.this)
        return inner.of_select(tree) if isinstance(tree, exp.Select) else NOT_LOCAL

    def of_select(self, select: exp.Select) -> Carried:
        """Tell which outputs of one select hold the shared value: none, where a fold or window mixes values."""
        bound = self.bind(select)
        if bound is None or select.args.get("limit") or _has_inner_query(select):
            return NOT_LOCAL
        if (distinct := select.args.get("distinct")) and distinct.args.get("on"):
            return NOT_LOCAL
        halves = _full_joined(select)

        def is_carried(node: exp.Expr) -> bool:
            return _is_either(node, bound, halves) if halves else _is_column(node, bound)

        group = select.args.get("group")
        if group is not None and not any(is_carried(each) for each in group.expressions):
            return NOT_LOCAL
        if group is None and any(_aggregates(select)):
            return NOT_LOCAL
        for window in select.find_all(exp.Window):
            parted = window.args.get("partition_by") or _named_partition(select, window)
            if not any(is_carried(each) for each in parted):
                return NOT_LOCAL
        own = {each.alias_or_name for each in select.expressions if is_carried(each.unalias())}
        return frozenset(own) if halves else frozenset(own | _starred(select, bound))

    def bind(self, select: exp.Select) -> dict[str, Carried] | None:
        """Give the carried columns of each source by alias; None where a source is joined on something else."""
        start, joins = select.args.get("from_"), select.args.get("joins") or []
        if start is None or any(each.args.get("method") for each in joins):
            return None
        inner = [each for each in joins if not each.side]
        sources = {each.alias_or_name: each for each in (start.this, *(join.this for join in inner))}
        carried = {alias: self._of_source(each) for alias, each in sources.items()}
        first = next((alias for alias, each in carried.items() if each), None)
        if first is None:
            return None
        bound = {first: carried[first]}
        waiting = [alias for alias in sources if alias != first]
        while waiting:
            alias = next((each for each in waiting if self._joins(each, sources[each], inner, bound, sources)), None)
            if alias is None:
                return None
            if not _is_profile(sources[alias], self.named):
                is_equal = self._equals(inner, alias, carried[alias], bound)
                bound[alias] = carried[alias] if is_equal else NOT_LOCAL
            waiting.remove(alias)
        for join in joins:
            if join.side:
                alias, own = join.this.alias_or_name, self._of_source(join.this)
                is_equal = self._equals([join], alias, own, bound)
                if join.side not in ("LEFT", "FULL") or not (
                    is_equal or (join.side == "LEFT" and self._joins(alias, join.this, [join], bound, sources))
                ):
                    return None
                if not _is_profile(join.this, self.named):
                    bound[alias] = own if is_equal else NOT_LOCAL
                sources[alias] = join.this
        return bound

    def _joins(
        self,
        alias: str,
        source: exp.Expr,
        joins: Sequence[exp.Join],
        bound: Mapping[str, Carried],
        sources: Mapping[str, exp.Expr],
    ) -> bool:
        """Tell whether a source brings only rows of the same value, or rows that are the same for every value."""
        if _is_profile(source, self.named) or self._equals(joins, alias, self._of_source(source), bound):
            return True
        there = {name: each for name, each in sources.items() if name in bound}
        return any(self._follows(join, alias, source, there) for join in joins)

    def _of_source(self, source: exp.Expr) -> Carried:
        if isinstance(source, exp.Subquery):
            return self.carried(source)
        if not isinstance(source, exp.Table):
            return NOT_LOCAL
        if source.name in self.named:
            outside = {name: tree for name, tree in self.named.items() if name != source.name}
            return _Scope(self.column, self.is_whole, outside).carried(self.named[source.name])
        ledger = ledger_of(source.name)
        has_it = ledger is not None and any(each.name == self.column for each in COLUMNS[ledger])
        return frozenset({self.column}) if has_it and self.is_whole(str(ledger), self.column) else NOT_LOCAL

    def _equals(self, joins: Sequence[exp.Join], alias: str, own: Carried, bound: Mapping[str, Carried]) -> bool:
        """Tell whether joins say that a source's value equals that of a source which is bound already."""
        here = {alias: own}
        for join in joins:
            using = {each.name for each in join.args.get("using") or ()} if join.this.alias_or_name == alias else set()
            if any(name in own and any(name in each for each in bound.values()) for name in using):
                return True
            for pair in _equalities(join):
                for one, other in (pair, pair[::-1]):
                    if _is_column(one, here, qualified=True) and _is_column(other, bound, qualified=True):
                        return True
        return False

    def _follows(self, join: exp.Join, alias: str, source: exp.Expr, sources: Mapping[str, exp.Expr]) -> bool:
        """Tell whether a source is made of a ledger that follows this column through another ledger joined here."""
        if self.column != "order_id":
            return False
        for ledger, (other, key) in JOINED.items():
            if not self._stands_on(source, ledger, key):
                continue
            for pair in _equalities(join):
                for here, there in (pair, pair[::-1]):
                    if (
                        (here.table, here.name) == (alias, key)
                        and there.name == key
                        and there.table in sources
                        and self._is_plain(sources[there.table], other, key)
                    ):
                        return True
        return False

    def _stands_on(self, source: exp.Expr, ledger: str, key: str) -> bool:
        """Tell whether a source is the ledger itself, or local in its key over that ledger alone."""
        tree = self.named.get(source.name) if isinstance(source, exp.Table) else source
        if tree is None:
            return source.name == ledger and self.is_whole(ledger, key)
        tables = [each.name for each in tree.find_all(exp.Table) if each.name not in self.named]
        return set(tables) == {ledger} and key in _Scope(key, self.is_whole, self.named)._of_source(source)  # noqa: SLF001

    def _is_plain(self, source: exp.Expr, ledger: str, key: str) -> bool:
        """Tell whether a source's key is that column of the ledger, handed on as it is."""
        tree = self.named.get(source.name) if isinstance(source, exp.Table) else source
        if tree is None:
            return source.name == ledger
        if not isinstance(tree, exp.Select) or tree.args.get("joins"):
            return False
        wanted = next((each.unalias() for each in tree.expressions if each.alias_or_name == key), None)
        is_handed_on = isinstance(wanted, exp.Column) and wanted.name == key
        return is_handed_on and self._is_plain(tree.args["from_"].this, ledger, key)


def _ctes(tree: exp.Expr) -> dict[str, exp.Expr]:
    with_ = tree.args.get("with_")
    return {each.alias: each.this for each in with_.expressions} if with_ else {}


def _outputs(tree: exp.Expr) -> list[str]:
    return [each.alias_or_name for each in tree.selects] if isinstance(tree, exp.Query) else []


def _is_profile(source: exp.Expr, named: Mapping[str, exp.Expr]) -> bool:
    return isinstance(source, exp.Table) and source.name not in named and source.name in PROFILE_RELATIONS


def _is_column(node: exp.Expr, bound: Mapping[str, Carried], *, qualified: bool = False) -> bool:
    """Tell whether a node is a carried column; without its source's name only where there is one source."""
    if not isinstance(node, exp.Column):
        return False
    if node.table:
        return node.name in bound.get(node.table, NOT_LOCAL)
    return not qualified and all(node.name in each for each in bound.values())


def _equalities(join: exp.Join) -> Iterator[tuple[exp.Column, exp.Column]]:
    condition = join.args.get("on")
    for each in condition.flatten() if isinstance(condition, exp.And) else [condition] if condition else []:
        one = each.unnest()
        if isinstance(one, exp.EQ) and isinstance(one.this, exp.Column) and isinstance(one.expression, exp.Column):
            yield one.this, one.expression


def _has_inner_query(select: exp.Select) -> bool:
    """Tell whether a query stands among a select's expressions or conditions."""
    parts = [*select.expressions, select.args.get("where"), select.args.get("having"), select.args.get("qualify")]
    parts += [join.args.get("on") for join in select.args.get("joins") or ()]
    return any(part is not None and part.find(exp.Query) is not None for part in parts)


def _aggregates(select: exp.Select) -> Iterator[exp.Expr]:
    """List what may fold rows in a select outside windows: aggregates, the sugar of views, functions nobody knows."""
    for one in select.expressions:
        for node in one.walk():
            if isinstance(node, (exp.AggFunc, exp.Anonymous)) and node.find_ancestor(exp.Window) is None:
                yield node


def _full_joined(select: exp.Select) -> frozenset[str]:
    """Name the sources of which, after a full join, either may have no row."""
    full = [join.this.alias_or_name for join in select.args.get("joins") or () if join.side == "FULL"]
    return frozenset({select.args["from_"].this.alias_or_name, *full}) if full else frozenset()


def _is_either(node: exp.Expr, bound: Mapping[str, Carried], halves: frozenset[str]) -> bool:
    """Tell whether a node is the shared value of whichever half of a full join has a row."""
    if not isinstance(node, exp.Coalesce):
        return False
    parts = [node.this, *node.expressions]
    tables = {each.table for each in parts if isinstance(each, exp.Column)}
    return all(_is_column(each, bound, qualified=True) for each in parts) and halves <= tables


def _named_partition(select: exp.Select, window: exp.Window) -> list[exp.Expr]:
    """Give the PARTITION BY of a window that is named in the select's WINDOW clause."""
    name = window.args.get("alias")
    for each in select.args.get("windows") or ():
        if name is not None and each.name == getattr(name, "name", name):
            return each.args.get("partition_by") or []
    return []


def _starred(select: exp.Select, bound: Mapping[str, Carried]) -> set[str]:
    """List the carried columns that a star hands on."""
    found: set[str] = set()
    for each in select.expressions:
        if isinstance(each, exp.Star) and not each.args.get("replace") and not each.args.get("except_"):
            found |= {name for columns in bound.values() for name in columns}
        elif isinstance(each, exp.Column) and isinstance(each.this, exp.Star):
            found |= bound.get(each.table, NOT_LOCAL)
    return found
