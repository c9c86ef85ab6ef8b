"""Rules made wrong on purpose: a condition negated, a bound shifted by one, `applies` dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp, parse_one

from orderproof.rulebook.polarity import mirror

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orderproof.audit.compile import CompiledRule

COMPARISONS = (exp.GT, exp.GTE, exp.LT, exp.LTE)


def mutants_of(rule: CompiledRule) -> Iterator[tuple[str, CompiledRule]]:
    """Yield every mutant of a rule with a few words on what was changed."""
    for name in ("breaks", "applies"):
        condition = parse_one(getattr(rule, name), dialect="duckdb")
        for place, part in enumerate(_conjuncts(condition)):
            if isinstance(part, exp.Column) and part.name == "certain":
                continue
            for label, changed in _changes(part):
                parts = [each.copy() for each in _conjuncts(condition)]
                parts[place] = changed
                yield f"{name}: {label}", _with(rule, name, exp.and_(*parts))
    if rule.rule.applies:
        applies = parse_one(rule.applies, dialect="duckdb")
        keep = [each for each in _conjuncts(applies) if isinstance(each, exp.Column) and each.name == "certain"]
        yield "applies dropped", _with(rule, "applies", exp.and_(*keep) if keep else exp.true())


def _with(rule: CompiledRule, name: str, condition: exp.Expr) -> CompiledRule:
    if name == "breaks" and rule.rule.doubt:
        return replace(rule, breaks=condition.sql("duckdb"))
    free = [each for each in _conjuncts(condition) if not (isinstance(each, exp.Column) and each.name == "certain")]
    opposite = _remirrored(exp.and_(*free) if free else exp.true()).sql("duckdb")
    if name == "applies":
        return replace(rule, applies=condition.sql("duckdb"), may_apply=opposite)
    return replace(rule, breaks=condition.sql("duckdb"), may_break=opposite)


def _remirrored(condition: exp.Expr) -> exp.Expr:
    """Mirror a condition whose left-joined columns were already given their defaults."""
    swapped = mirror(condition)
    pairs = {"$as_of": "$never", "$never": "$as_of"}
    for node in list(swapped.find_all(exp.Coalesce, exp.Case)):
        given = node.this if isinstance(node, exp.Coalesce) else node.args.get("default")
        if isinstance(node, exp.Coalesce):
            default = node.expressions[-1] if node.expressions else None
        else:
            default = node.args["ifs"][0].args["true"]
        is_bound = isinstance(given, exp.Column) and given.name.endswith(("_min", "_max"))
        if default is not None and is_bound and default.sql("duckdb") in pairs:
            default.replace(parse_one(pairs[default.sql("duckdb")], dialect="duckdb"))
    return swapped


def _conjuncts(condition: exp.Expr) -> list[exp.Expr]:
    if isinstance(condition, exp.And):
        return [*_conjuncts(condition.this), *_conjuncts(condition.expression)]
    if isinstance(condition, exp.Paren):
        return _conjuncts(condition.this) if isinstance(condition.this, exp.And) else [condition]
    return [condition] if not isinstance(condition, exp.Boolean) else []


def _changes(part: exp.Expr) -> Iterator[tuple[str, exp.Expr]]:
    text = part.sql("duckdb")
    yield f"not {text}", exp.not_(part.copy())
    if isinstance(part, COMPARISONS):
        one = "interval '1' second" if _is_time(part) else "1"
        for sign in ("+", "-"):
            shifted = part.copy()
            shifted.set("expression", parse_one(f"({part.expression.sql('duckdb')}) {sign} {one}", dialect="duckdb"))
            yield f"{text} shifted by {sign}1", shifted


def _is_time(part: exp.Expr) -> bool:
    """Tell whether a comparison is between instants: one of its columns or parameters names a time."""
    names = [column.name for column in part.find_all(exp.Column)] + [
        each.name for each in (*part.find_all(exp.Parameter), *part.find_all(exp.Placeholder))
    ]
    bare = [name.removesuffix("_min").removesuffix("_max") for name in names]
    return any(
        n.endswith(("_at", "_by", "as_of", "never", "epoch", "happened", "_from", "_until")) for n in bare
    ) or any(n.startswith("deadline_") for n in bare)
