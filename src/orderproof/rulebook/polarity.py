"""Doubt in a condition: which bound may stand where, and the mirror that tells what only may be broken.

A condition is written for certain breach. Exchanging every `_min` with its `_max` gives the possible breach, which is
sound only where each bound stands on the side that makes the condition harder to meet: `low > high`. This module
refuses everything else, so that no rule can convict what some reading of the evidence acquits.
"""

from __future__ import annotations

from sqlglot import exp

from orderproof.errors import RuleError

LOW, HIGH = "_min", "_max"
PASSING = (exp.Add, exp.Paren, exp.Cast, exp.Coalesce, exp.Greatest, exp.Least)
LOGIC = (exp.And, exp.Or, exp.Paren)
UPWARD, DOWNWARD = (exp.GT, exp.GTE), (exp.LT, exp.LTE)


def bound_of(name: str) -> str | None:
    """Tell which bound a column name carries: `_min`, `_max` or none (an exact column)."""
    return next((bound for bound in (LOW, HIGH) if name.endswith(bound)), None)


def mirror(condition: exp.Expr) -> exp.Expr:
    """Exchange every `_min` and `_max`: the condition under which a breach is possible."""

    def swap(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and (bound := bound_of(node.name)):
            swapped = node.copy()
            swapped.this.set("this", node.name[: -len(bound)] + (HIGH if bound == LOW else LOW))
            return swapped
        return node

    return condition.copy().transform(swap)


def check_polarity(condition: exp.Expr, where: str) -> None:
    """Refuse a condition whose mirror would not be sound (RuleError)."""
    _check_truth(condition, where, certain=True)


def _check_truth(node: exp.Expr, where: str, *, certain: bool) -> None:
    if isinstance(node, LOGIC):
        for child in node.iter_expressions():
            _check_truth(child, where, certain=certain)
    elif isinstance(node, exp.Not):
        _check_truth(node.this, where, certain=not certain)
    elif isinstance(node, UPWARD + DOWNWARD):
        left_is_low = isinstance(node, UPWARD) == certain
        _check_value(node.this, LOW if left_is_low else HIGH, where)
        _check_value(node.expression, HIGH if left_is_low else LOW, where)
    else:
        _refuse_bounds(node, where, "can only be compared with <, <=, > or >=")


def _check_value(node: exp.Expr, want: str, where: str) -> None:
    flipped = HIGH if want == LOW else LOW
    if isinstance(node, exp.Column):
        bound = bound_of(node.name)
        if bound and bound != want:
            raise RuleError(
                f"`{node.name}` stands where only a `{want}` makes the breach certain",
                where,
                f"Write `{node.name[: -len(bound)]}{want}`, or turn the comparison round.",
            )
    elif isinstance(node, PASSING):
        for child in node.iter_expressions():
            if not isinstance(child, exp.DataType):
                _check_value(child, want, where)
    elif isinstance(node, exp.Sub):
        _check_value(node.this, want, where)
        _check_value(node.expression, flipped, where)
    elif isinstance(node, exp.Neg):
        _check_value(node.this, flipped, where)
    elif isinstance(node, exp.Mul) and any(_is_plain_number(side) for side in (node.this, node.expression)):
        _check_value(node.this, want, where)
        _check_value(node.expression, want, where)
    elif isinstance(node, exp.Case):
        _check_case(node, want, where)
    else:
        _refuse_bounds(node, where, f"cannot stand under {type(node).__name__.lower()}")


def _check_case(node: exp.Case, want: str, where: str) -> None:
    """Branches pass the bound through; what chooses between them must be exact."""
    for branch in node.args["ifs"]:
        _refuse_bounds(branch.this, where, "cannot choose between the branches of a case")
        _check_value(branch.args["true"], want, where)
    if node.args.get("default") is not None:
        _check_value(node.args["default"], want, where)


def _is_plain_number(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string


def _refuse_bounds(node: exp.Expr, where: str, why: str) -> None:
    for column in node.find_all(exp.Column):
        if bound_of(column.name):
            raise RuleError(
                f"`{column.name}` is a bound and {why} (in `{node.sql('duckdb')}`)",
                where,
                "Compare bounds with < or >, or give the possible breach in a `doubt:` line.",
            )
