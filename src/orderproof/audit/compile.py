"""From text to plan: each view and rule parsed, linted and mirrored once, before any data is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from sqlglot import exp, parse_one

from orderproof.audit.views import CERTAIN, CompiledView, Shelf, parse
from orderproof.errors import RuleError
from orderproof.rulebook.needs import Needs, parameters_of
from orderproof.rulebook.polarity import check_polarity, mirror

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from orderproof.rulebook.book import Book
    from orderproof.rulebook.rule import Rule

FORBIDDEN = ("group", "having", "distinct", "order", "limit", "offset", "qualify", "with_", "windows")


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule in four conditions, as SQL: exercised surely or possibly, broken surely or possibly.

    `origin` is its FROM and JOINs as text: rules with one origin are counted in one query. `evidence` are the selected
    expressions by their names, in order.
    """

    rule: Rule
    root: CompiledView
    root_alias: str
    origin: str
    applies: str
    may_apply: str
    breaks: str
    may_break: str
    evidence: Mapping[str, str]
    needs: Needs
    sources: Mapping[str, CompiledView]
    columns: Mapping[str, frozenset[str]]

    @property
    def subject(self) -> tuple[str, ...]:
        """The columns that name whom the rule is about."""
        return self.root.view.key

    @property
    def evidence_names(self) -> tuple[str, ...]:
        """The names of all selected columns, the subject's among them."""
        return tuple(self.evidence)


def compile_rule(rule: Rule, shelf: Shelf) -> CompiledRule:
    """Parse, lint and mirror one rule over compiled views; a rule without a sound mirror is refused."""
    where = str(rule.path)
    select = parse(rule.sql, where)
    _check_shape(select, where)
    sources = _sources(select, shelf, where)
    root = sources[next(iter(sources))]
    joined = dict(list(sources.items())[1:])
    if any(view.is_row_level for view in joined.values()):
        raise RuleError("joins a row-level view", where, "Only the first source may have a column `certain`.")
    condition = select.args["where"].this
    applies = parse(rule.applies, where) if rule.applies else exp.true()
    doubt = parse(rule.doubt, where) if rule.doubt else None
    _check_columns([condition, applies, *([doubt] if doubt else []), *select.expressions], sources, where)
    check_polarity(applies, where)
    if doubt is None:
        check_polarity(condition, where)
    fill = _Filler(joined)
    may_apply, may_break = fill(mirror(applies)), fill(doubt if doubt is not None else mirror(condition))
    applies, condition = fill(applies), fill(condition)
    if root.is_row_level:
        root_alias = next(iter(sources))
        sure = exp.column(CERTAIN, table=root_alias)
        applies, condition = exp.and_(sure, applies), exp.and_(sure.copy(), condition)
    evidence = tuple(_named(fill(each), each.alias_or_name) for each in select.expressions)
    parts = [condition, applies, may_apply, may_break, *evidence]
    used = _used(parts, sources)
    compiled = CompiledRule(
        rule=rule,
        root=root,
        root_alias=next(iter(sources)),
        origin=_origin_text(select),
        applies=applies.sql("duckdb"),
        may_apply=may_apply.sql("duckdb"),
        breaks=condition.sql("duckdb"),
        may_break=may_break.sql("duckdb"),
        evidence={each.alias_or_name: each.sql("duckdb") for each in evidence},
        needs=_needs(parts, used, sources),
        sources=sources,
        columns={view: frozenset(names) for view, names in used.items()},
    )
    _check_template(compiled)
    return compiled


def compile_book(book: Book, rules: Iterable[Rule]) -> tuple[CompiledRule, ...]:
    """Compile the rules and just the views that they read."""
    shelf = Shelf(book.views)
    return tuple(compile_rule(rule, shelf) for rule in rules)


def _check_shape(select: exp.Expr, where: str) -> None:
    if not isinstance(select, exp.Select) or not select.args.get("where"):
        raise RuleError("is not `select ... from ... where ...`", where, "A rule is one SELECT with a WHERE.")
    wrong = [name for name in FORBIDDEN if select.args.get(name)]
    if wrong:
        name = wrong[0].strip("_")
        raise RuleError(f"has a {name} clause", where, "Fold in a view: a rule is select, from, left join, where.")


def _sources(select: exp.Expr, shelf: Shelf, where: str) -> dict[str, CompiledView]:
    """Find the views that a rule reads, root first, by their aliases."""
    joins = select.args.get("joins") or []
    wrong = [join for join in joins if join.side != "LEFT" or not (join.args.get("using") or join.args.get("on"))]
    if wrong:
        raise RuleError(
            f"`{wrong[0].sql('duckdb')}` loses the worst subjects", where, "Write `left join ... using (...)`."
        )
    found: dict[str, CompiledView] = {}
    for table in [select.args["from_"].this, *(join.this for join in joins)]:
        if not isinstance(table, exp.Table) or table.name not in shelf.names:
            raise RuleError(f"there is no view `{table.name}`", where, f"Views are {', '.join(shelf.names)}.")
        found[table.alias_or_name] = shelf.take(table.name)
    return found


def _check_columns(parts: Iterable[exp.Expr], sources: Mapping[str, CompiledView], where: str) -> None:
    for part in parts:
        for column in part.find_all(exp.Column):
            if not any(column.name in view.columns for view in _views_of(column, sources).values()):
                known = sorted({name for view in sources.values() for name in view.columns})
                raise RuleError(f"no source has a column `{column.sql()}`", where, f"There are {', '.join(known)}.")


def _views_of(column: exp.Column, sources: Mapping[str, CompiledView]) -> Mapping[str, CompiledView]:
    return {column.table: sources[column.table]} if column.table in sources else sources


class _Filler:
    """Gives the sugared columns of left-joined views what nothing would have folded to, where nothing was joined.

    A joined row keeps its nulls: an unknown sum is not a sum of nothing.
    """

    def __init__(self, joined: Mapping[str, CompiledView]) -> None:
        self.joined = joined

    def __call__(self, node: exp.Expr) -> exp.Expr:
        """Put the default in place of every such column, where its view has no row."""
        return node.copy().transform(self._fill)

    def _fill(self, node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column) or isinstance(node.parent, exp.Coalesce):
            return node
        for alias, view in _views_of(node, self.joined).items():
            default = view.defaults.get(node.name)
            if default and default != "null" and node.name in view.columns:
                key = f"{alias}.{view.view.key[0]}"
                return parse_one(
                    f"case when {key} is null then {default} else {node.sql('duckdb')} end", dialect="duckdb"
                )
        return node


def _named(node: exp.Expr, name: str) -> exp.Expr:
    """Keep the name of a selected column, also where filling wrapped it."""
    return node if node.alias_or_name == name else exp.alias_(node, name)


def _used(parts: Iterable[exp.Expr], sources: Mapping[str, CompiledView]) -> dict[str, set[str]]:
    """Tell which columns of which view the conditions and the evidence read."""
    used: dict[str, set[str]] = {view.view.name: set() for view in sources.values()}
    for part in parts:
        for column in part.find_all(exp.Column):
            for view in _views_of(column, sources).values():
                if column.name in view.columns:
                    used[view.view.name].add(column.name)
    return used


def _needs(parts: Iterable[exp.Expr], used: Mapping[str, set[str]], sources: Mapping[str, CompiledView]) -> Needs:
    total = Needs(parameters=frozenset().union(*(parameters_of(part) for part in parts)))
    for view in sources.values():
        for name in used[view.view.name]:
            if name not in view.view.key:
                total |= view.needs[name]
    root = next(iter(sources.values()))
    return total if used[root.view.name] - set(root.view.key) else total | root.needs[root.view.key[0]]


def _origin_text(select: exp.Expr) -> str:
    joins = "".join(f" {join.sql('duckdb')}" for join in select.args.get("joins") or ())
    return f"{select.args['from_'].sql('duckdb')}{joins}"


def _check_template(compiled: CompiledRule) -> None:
    """Every placeholder of `says` must be selected, and so must the subject; money needs its currency."""
    where, names = str(compiled.rule.path), compiled.evidence_names
    placeholders = [(name, style) for _, name, style, _ in Formatter().parse(compiled.rule.says) if name]
    for name in [*compiled.subject, *(name for name, _ in placeholders)]:
        if name not in names:
            raise RuleError(f"`{name}` is not selected", where, "Select the subject and all that `says` shows.")
    needs_currency = "at_risk" in names or any(style == "money" for _, style in placeholders)
    if needs_currency and "currency" not in names:
        raise RuleError("shows money without its currency", where, "Select `currency` too.")
    unknown = [style for _, style in placeholders if style not in ("", "money", "time", None)]
    if unknown:
        raise RuleError(f"`{{...:{unknown[0]}}}` is not a style", where, "Styles are `money` and `time`.")
