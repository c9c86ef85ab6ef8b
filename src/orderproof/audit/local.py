"""Which rules judge a subject by the rows of one order alone (or one SKU, one document): shown from their SQL.

A select is local in a column if each of its rows is made of ledger rows that share one value of that column: everything
it joins is joined on the column, every fold groups by it, every window is parted by it. Whatever is not shown so is not
local. Ledgers that know their order only through another one (scans through parcels) follow it. What is the same for
every value may be joined freely: the profile, and ledgers that know nothing of the column, as long as they stay as they
are (prices, places).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp, parse_one

from orderproof.audit.evidence import followed
from orderproof.audit.shapes import (
    NOT_LOCAL,
    Carried,
    aggregates,
    ctes,
    equalities,
    full_joined,
    has_inner_query,
    is_column,
    is_either,
    named_partition,
    outputs,
    partners,
    star,
    starred,
)
from orderproof.model.ledgers import COLUMNS
from orderproof.rulebook.relations import PROFILE_RELATIONS, RECORDED, ledger_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from orderproof.audit.compile import CompiledRule


@dataclass(frozen=True, slots=True)
class Locality:
    """The column of the subject in which a rule is local, and the relations that have to stay as they are meanwhile."""

    column: str
    constants: frozenset[str] = frozenset()


def locality(rule: CompiledRule, is_whole: Callable[[str, str], bool]) -> Locality | None:
    """Tell in which column of the subject a rule is local; None where it looks further.

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
                return Locality(column, frozenset(scope.constants))
    return None


@dataclass(frozen=True, slots=True)
class _Scope:
    """One column, and what the names stand for where a select is looked at.

    `constants` collects what was taken to be the same for every value, and is so only while it does not change.
    """

    column: str
    is_whole: Callable[[str, str], bool]
    named: Mapping[str, exp.Expr]
    constants: set[str] = field(default_factory=set)

    def carried(self, tree: exp.Expr) -> Carried:
        """Tell which output columns of a query hold the shared value."""
        inner = self._within({**self.named, **ctes(tree)})
        if isinstance(tree, exp.Union):
            left, right = inner.carried(tree.left), inner.carried(tree.right)
            names, others = outputs(tree.left), outputs(tree.right)
            alike = left & right if star(tree) else NOT_LOCAL
            return alike | {a for a, b in zip(names, others, strict=False) if a in left and b in right}
        if isinstance(tree, exp.Subquery):
            return inner.carried(tree.this)
        return inner.of_select(tree) if isinstance(tree, exp.Select) else NOT_LOCAL

    def of_select(self, select: exp.Select) -> Carried:
        """Tell which outputs of one select hold the shared value: none, where a fold or window mixes values."""
        bound = self.bind(select)
        if bound is None or select.args.get("limit") or has_inner_query(select):
            return NOT_LOCAL
        if (distinct := select.args.get("distinct")) and distinct.args.get("on"):
            return NOT_LOCAL
        halves = full_joined(select)

        def is_carried(node: exp.Expr) -> bool:
            return is_either(node, bound, halves) if halves else is_column(node, bound)

        group = select.args.get("group")
        if group is not None and not any(is_carried(each) for each in group.expressions):
            return NOT_LOCAL
        if group is None and any(aggregates(select)):
            return NOT_LOCAL
        for window in (each for each in select.find_all(exp.Window) if each.parent_select is select):
            parted = window.args.get("partition_by") or named_partition(select, window)
            if not any(is_carried(each) for each in parted):
                return NOT_LOCAL
        own = {each.alias_or_name for each in select.expressions if is_carried(each.unalias())}
        return frozenset(own) if halves else frozenset(own | starred(select, bound))

    def bind(self, select: exp.Select) -> dict[str, Carried] | None:
        """Give the carried columns of each source by alias; None where a source is joined on something else."""
        start, joins = select.args.get("from_"), select.args.get("joins") or []
        if start is None or any(each.args.get("method") for each in joins):
            return None
        inner = [each for each in joins if not each.side]
        sources = {each.alias_or_name: each for each in (start.this, *(join.this for join in inner))}
        carried = {alias: self.of_source(each) for alias, each in sources.items()}
        first = next((alias for alias, each in carried.items() if each), None)
        if first is None:
            return None
        bound = {first: carried[first]}
        waiting = [alias for alias in sources if alias != first]
        while waiting:
            alias = next((each for each in waiting if self._joins(each, sources[each], inner, bound, sources)), None)
            if alias is None:
                return None
            if not self._is_constant(sources[alias]):
                is_equal = self._equals(inner, alias, carried[alias], bound)
                bound[alias] = carried[alias] if is_equal else NOT_LOCAL
            waiting.remove(alias)
        for join in joins:
            if join.side:
                alias, own = join.this.alias_or_name, self.of_source(join.this)
                is_equal = self._equals([join], alias, own, bound)
                if join.side not in ("LEFT", "FULL") or not (
                    is_equal or (join.side == "LEFT" and self._joins(alias, join.this, [join], bound, sources))
                ):
                    return None
                if not self._is_constant(join.this):
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
        if self._is_constant(source) or self._equals(joins, alias, self.of_source(source), bound):
            return True
        there = {name: each for name, each in sources.items() if name in bound}
        return any(self._follows(join, alias, source, there) for join in joins)

    def of_source(self, source: exp.Expr) -> Carried:
        """Tell which columns of what stands in a FROM or JOIN hold the shared value."""
        if isinstance(source, exp.Subquery):
            return self.carried(source)
        if not isinstance(source, exp.Table):
            return NOT_LOCAL
        if source.name in self.named:
            return self._outside(source.name).carried(self.named[source.name])
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
            for pair in equalities(join):
                for one, other in (pair, pair[::-1]):
                    if is_column(one, here, qualified=True) and is_column(other, bound, qualified=True):
                        return True
        return False

    def _follows(self, join: exp.Join, alias: str, source: exp.Expr, sources: Mapping[str, exp.Expr]) -> bool:
        """Tell whether a source is made of a ledger that follows this column through another ledger joined here."""
        tables = set(self.tables(source)) - PROFILE_RELATIONS.keys()
        ways = [set(followed(each, self.column)) if each in COLUMNS else set() for each in tables]
        for other, key in sorted(set.intersection(*ways)) if ways else ():
            if key not in _Scope(key, self.is_whole, self.named).of_source(source):
                continue
            through = [each.table for each in partners(join, alias, key)]
            if join.this.alias_or_name == alias and key in {each.name for each in join.args.get("using") or ()}:
                through += sources
            if any(each in sources and self.is_plain(sources[each], other, key) for each in through):
                return True
        return False

    def _is_constant(self, source: exp.Expr) -> bool:
        """Tell whether a source is the same for every value: nothing of it is cut out with the rows of one value."""
        tables = list(self.tables(source))
        ledgers = {str(ledger_of(each)) for each in tables if ledger_of(each)}
        if any(_is_cut(each, self.column) for each in ledgers):
            return False
        if not tables or not all(ledger_of(each) or each in (*PROFILE_RELATIONS, RECORDED) for each in tables):
            return False
        self.constants.update(ledgers | ({RECORDED} & set(tables)))
        return True

    def tables(self, source: exp.Expr) -> Iterator[str]:
        """List the ledgers and other relations that a source is made of, by name."""
        if isinstance(source, exp.Table) and source.name not in self.named:
            yield source.name
        elif isinstance(source, exp.Table):
            yield from self._outside(source.name).tables(self.named[source.name])
        else:
            own = ctes(source)
            for each in source.find_all(exp.Table):
                if each.name not in own:
                    yield from self.tables(each)

    def _outside(self, name: str) -> _Scope:
        return self._within({other: tree for other, tree in self.named.items() if other != name})

    def _within(self, named: Mapping[str, exp.Expr]) -> _Scope:
        return _Scope(self.column, self.is_whole, named, self.constants)

    def is_plain(self, source: exp.Expr, ledger: str, key: str) -> bool:
        """Tell whether a source's key is that column of the ledger, handed on as it is."""
        if isinstance(source, exp.Table) and source.name not in self.named:
            return source.name == ledger
        if isinstance(source, exp.Table):
            return self._outside(source.name).is_plain(self.named[source.name], ledger, key)
        if not isinstance(source, exp.Select):
            return False
        wanted = next((each.unalias() for each in source.expressions if each.alias_or_name == key), None)
        if not isinstance(wanted, exp.Column) or wanted.name != key:
            return False
        start = source.args["from_"].this
        if source.args.get("joins") and wanted.table != start.alias_or_name:
            return False
        return self._within({**self.named, **ctes(source)}).is_plain(start, ledger, key)


def _is_cut(ledger: str, column: str) -> bool:
    """Tell whether rows of a ledger belong to single values of a column."""
    return any(each.name == column for each in COLUMNS[ledger]) or bool(followed(ledger, column))
