"""What a column of a view stands on: the ledgers, columns and kinds without which a rule over it could only guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

from orderproof.errors import RuleError
from orderproof.model.ledgers import LEDGERS
from orderproof.rulebook.relations import INSTANT, ledger_of, relation_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

OUTER = ("LEFT", "FULL")


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be observed: (relation, column) pairs, and per ledger groups of kinds of which one must be.

    `either` holds alternatives of which at least one must be met (the branches of an independent union).
    """

    columns: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[tuple[str, frozenset[str]]] = frozenset()
    parameters: frozenset[str] = frozenset()
    either: tuple[tuple[Needs, ...], ...] = ()

    def __or__(self, other: Needs) -> Needs:
        """Need both."""
        return Needs(
            self.columns | other.columns,
            self.kinds | other.kinds,
            self.parameters | other.parameters,
            tuple(dict.fromkeys(self.either + other.either)),
        )

    def without(self, optional: frozenset[str]) -> Needs:
        """Drop what a view can do without: a relation, a `relation.column`, or a `ledger(kind)`."""
        return Needs(
            frozenset(need for need in self.columns if not {need[0], f"{need[0]}.{need[1]}"} & optional),
            frozenset(
                need
                for need in self.kinds
                if need[0] not in optional and not any(f"{need[0]}({kind})" in optional for kind in need[1])
            ),
            self.parameters,
            tuple(tuple(branch.without(optional) for branch in branches) for branches in self.either),
        )


@dataclass(frozen=True, slots=True)
class Traced:
    """A view's columns with what each stands on, and every column of every relation that its text reads."""

    needs: dict[str, Needs]
    reads: frozenset[tuple[str, str]]


def trace_view(expanded: exp.Expr, where: str, *, independent: bool) -> Traced:
    """Follow every output column of an expanded view down to the ledgers; RuleError for unknown names."""
    try:
        tree = qualify(
            expanded.copy(), schema=dict(relation_columns()), dialect="duckdb", quote_identifiers=False, identify=False
        )
    except Exception as fault:
        raise RuleError(f"does not fit the ledgers ({fault})", where, "Check table and column names.") from fault
    scope = build_scope(tree)
    if scope is None:
        raise RuleError("is not a SELECT", where, "A view is one SELECT.")
    tracer = _Tracer(independent=independent)
    return Traced({name: tracer.trace(scope, name) for name in outputs_of(scope.expression)}, _reads(scope))


def outputs_of(query: exp.Expr) -> list[str]:
    """Name the columns that a query gives, in order."""
    return query.named_selects if isinstance(query, exp.Query) else []


def parameters_of(node: exp.Expr) -> frozenset[str]:
    """Name the `$parameters` that stand in an expression."""
    found = node.find_all(exp.Parameter, exp.Placeholder)
    return frozenset(each.name for each in found if each.name)


class _Tracer:
    """Traces columns of nested selects, each once."""

    def __init__(self, *, independent: bool) -> None:
        self._independent = independent
        self._known: dict[tuple[int, str], Needs] = {}
        self._origins: dict[int, Needs] = {}

    def trace(self, scope: Scope, name: str) -> Needs:
        """Tell what one output column of a scope stands on."""
        key = id(scope), name
        if key not in self._known:
            self._known[key] = Needs()
            self._known[key] = self._union(scope, name) if scope.set_operation_scopes else self._select(scope, name)
        return self._known[key]

    def _select(self, scope: Scope, name: str) -> Needs:
        select = scope.expression
        wanted = [each for each in select.expressions if each.alias_or_name == name]
        total = self._origin(scope)
        for node in wanted:
            total |= self._node(node, scope, is_condition=False)
        for node in _conditions(select, wanted):
            total |= self._node(node, scope, is_condition=True)
        return total

    def _union(self, scope: Scope, name: str) -> Needs:
        """All branches of a union are needed, or, where they are independent, at least one."""
        place = outputs_of(scope.expression).index(name)
        branches = [self.trace(branch, outputs_of(branch.expression)[place]) for branch in scope.set_operation_scopes]
        if self._independent:
            flat = [each for branch in branches for each in (branch.either[0] if branch.either else (branch,))]
            return Needs(either=(tuple(dict.fromkeys(flat)),))
        total = Needs()
        for branch in branches:
            total |= branch
        return total

    def _origin(self, scope: Scope) -> Needs:
        """Trace what a select starts from and inner-joins: it must be observed whatever is read of it."""
        if id(scope) in self._origins:
            return self._origins[id(scope)]
        select = scope.expression
        origin = select.args.get("from_")
        inner = [join.this for join in select.args.get("joins") or () if join.side not in OUTER]
        total = Needs()
        for node in [*([origin.this] if origin else []), *inner]:
            source = scope.sources.get(node.alias_or_name)
            if isinstance(source, exp.Table):
                total |= Needs(columns=frozenset({(source.name, "*")}))
            elif isinstance(source, Scope) and (names := outputs_of(source.expression)):
                total |= self.trace(source, names[0])
        self._origins[id(scope)] = total
        return total

    def _node(self, node: exp.Expr, scope: Scope, *, is_condition: bool) -> Needs:
        """Tell what an expression stands on: its columns, parameters and the kinds that it asks for."""
        total = Needs(kinds=frozenset(_kinds(node, scope)), parameters=parameters_of(node))
        columns: set[tuple[str, str]] = set()
        for column in node.find_all(exp.Column):
            source = scope.sources.get(column.table)
            if isinstance(source, Scope):
                total |= self.trace(source, column.name)
            elif isinstance(source, exp.Table) and not _is_key(source.name, column.name):
                columns.add((source.name, _observed_name(column.name)))
            elif isinstance(source, exp.Table) and not is_condition:
                columns.add((source.name, "*"))
        return total | Needs(columns=frozenset(columns))


def _conditions(select: exp.Expr, wanted: list[exp.Expr]) -> list[exp.Expr]:
    """List what decides which rows are folded: WHERE, and the ON of each join that is inner or that is read from."""
    read = {column.table for one in wanted for column in one.find_all(exp.Column)}
    joins = [
        join.args.get("on")
        for join in select.args.get("joins") or ()
        if join.side not in OUTER or join.this.alias_or_name in read
    ]
    return [each for each in [select.args.get("where"), *joins] if each is not None]


def _reads(root: Scope) -> frozenset[tuple[str, str]]:
    """List every column of every relation that a view's text reads, whether its output is used or not."""
    found: set[tuple[str, str]] = set()
    for scope in root.traverse():
        tables = {name: source.name for name, source in scope.sources.items() if isinstance(source, exp.Table)}
        found |= {(relation, "*") for relation in tables.values()}
        found |= {(tables[column.table], column.name) for column in scope.columns if column.table in tables}
    return frozenset(found)


def _is_key(relation: str, column: str) -> bool:
    ledger = ledger_of(relation)
    return ledger is not None and column in LEDGERS[ledger].keys


def _observed_name(column: str) -> str:
    """Instants are observed through the times of the envelope; `certain` always is."""
    return {"happened_min": "occurred_at", "happened_max": "occurred_at"}.get(
        column, "*" if column in INSTANT else column
    )


def _kinds(node: exp.Expr, scope: Scope) -> Iterable[tuple[str, frozenset[str]]]:
    """Find the kinds that a condition asks for; under OR and CASE one of them is enough."""
    if isinstance(node, exp.Not):
        return
    if isinstance(node, (exp.Or, exp.Case)):
        union: dict[str, set[str]] = {}
        for child in node.iter_expressions():
            for ledger, kinds in _kinds(child, scope):
                union.setdefault(ledger, set()).update(kinds)
        yield from ((ledger, frozenset(kinds)) for ledger, kinds in union.items())
        return
    if isinstance(node, (exp.EQ, exp.In)) and (asked := _asked_kinds(node, scope)):
        yield asked
        return
    for part in node.iter_expressions():
        yield from _kinds(part, scope)


def _asked_kinds(node: exp.Expr, scope: Scope) -> tuple[str, frozenset[str]] | None:
    column = node.this
    source = scope.sources.get(column.table) if isinstance(column, exp.Column) else None
    ledger = ledger_of(source.name) if isinstance(source, exp.Table) else None
    if ledger is None or column.name != LEDGERS[ledger].kind_column:
        return None
    values = [node.expression] if isinstance(node, exp.EQ) else node.expressions
    return ledger, frozenset(each.name for each in values if isinstance(each, exp.Literal))
