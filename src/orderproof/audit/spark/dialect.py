"""From DuckDB's SQL to Spark's, where SQLGlot alone would leave another meaning or nothing that runs.

Whole numbers are summed as 38 digits (DuckDB's HUGEINT), maps are compared by their entries, times are without a zone,
hashes are the values themselves.
"""

from __future__ import annotations

import re
from fnmatch import translate
from typing import TYPE_CHECKING

from sqlglot import ErrorLevel, exp, parse_one

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Columns = Callable[[str], Mapping[str, str]]
    """Tells the columns of a query in Spark's dialect: name -> Spark type."""

WIDE = "decimal(38, 0)"
MAP = "map"


def spark_sql(tree: exp.Expr, columns_of: Columns) -> str:
    """Translate one query (a copy is worked on). `columns_of` is asked where `*` or a map must be spelt out."""
    tree = tree.copy()
    for select in reversed(list(tree.find_all(exp.Select))):  # inner ones first
        _spell_out_star(select, tree, columns_of)
    _compare_maps(tree, columns_of)
    return generate(tree.transform(_translate))


def files_of(tree: exp.Expr) -> dict[str, list[exp.Table]]:
    """Find the Parquet files that a query reads, and where."""
    found: dict[str, list[exp.Table]] = {}
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.ReadParquet):
            found.setdefault(table.this.expressions[0].name, []).append(table)
    return found


def generate(tree: exp.Expr) -> str:
    """Write a translated tree as Spark's SQL; what SQLGlot cannot say there is an error."""
    return tree.sql("spark", unsupported_level=ErrorLevel.RAISE)


def spark_type(duckdb_type: str) -> str:
    """Name Spark's type for a column type of ours."""
    if duckdb_type == "INTERVAL":
        return "INTERVAL DAY TO SECOND"
    return generate(exp.DataType.build(duckdb_type, dialect="duckdb"))


def _translate(node: exp.Expr) -> exp.Expr:
    """Put Spark's way of saying it in place of one node."""
    for kind, translation in TRANSLATIONS.items():
        if isinstance(node, kind):
            return translation(node)
    return node


def _wide_sum(node: exp.Expr) -> exp.Expr:
    is_wide = isinstance(node.this, exp.Cast) and node.this.to.sql() == WIDE
    return node if is_wide else exp.Sum(this=exp.cast(node.this, WIDE))


def _glob(node: exp.Expr) -> exp.Expr:
    return exp.RegexpLike(this=node.this, expression=exp.Literal.string(_pattern(node.expression.name)))


def _any_value(node: exp.Expr) -> exp.Expr:
    node = node.this if isinstance(node, exp.IgnoreNulls) else node
    if not isinstance(node, exp.AnyValue):
        return node
    return exp.Anonymous(this="any_value", expressions=[node.this, exp.true()])  # as DuckDB: no null


def _function(node: exp.Expr) -> exp.Expr:
    if node.name.lower() == "hash":
        return exp.Anonymous(this="struct", expressions=node.expressions)
    if node.name.lower() == "to_microseconds":
        return parse_one(f"interval '{node.expressions[0].name}' microsecond", dialect="duckdb")
    return node


TRANSLATIONS: Mapping[type[exp.Expr], Callable[[exp.Expr], exp.Expr]] = {
    exp.Sum: _wide_sum,
    exp.Glob: _glob,
    exp.AnyValue: _any_value,
    exp.IgnoreNulls: _any_value,
    exp.Anonymous: _function,
}


def _pattern(glob: str) -> str:
    """Write a glob as a regular expression that must fit the whole text."""
    inner = re.sub(r"\(\?s:(.*)\)\\[Zz]", r"\1", translate(glob))
    return f"(?s)^{inner}$"


def _hashes(tree: exp.Expr) -> list[exp.Anonymous]:
    return [node for node in tree.find_all(exp.Anonymous) if node.name.lower() == "hash"]


def _spell_out_star(select: exp.Select, tree: exp.Expr, columns_of: Columns) -> None:
    """Write `* exclude (...)`, `* replace (...)` and any star beside a QUALIFY as the columns that are meant."""
    star = next((each for each in select.expressions if each.is_star and isinstance(each, exp.Star)), None)
    if star is None:
        return
    left_out = {each.name.lower() for each in star.args.get("except_") or ()}
    replaced = {each.alias.lower(): each for each in star.args.get("replace") or ()}
    if not (left_out or replaced or select.args.get("qualify")):
        return
    names = _columns_of_source(select, tree, columns_of)
    kept = [replaced.get(name.lower()) or exp.column(name) for name in names if name.lower() not in left_out]
    place = select.expressions.index(star)
    select.set("expressions", [*select.expressions[:place], *kept, *select.expressions[place + 1 :]])


def _columns_of_source(select: exp.Select, tree: exp.Expr, columns_of: Columns) -> list[str]:
    """Ask for the columns of a select's FROM, with the tree's WITH in front."""
    plain = exp.select("*")
    plain.set("from_", select.args["from_"].copy())
    plain.set("joins", [each.copy() for each in select.args.get("joins") or ()])
    above = tree.args.get("with_")
    if above is not None and select is not tree:
        plain.set("with_", above.copy())
    return list(columns_of(spark_sql(plain, columns_of)))


def _compare_maps(tree: exp.Expr, columns_of: Columns) -> None:
    """Let windows and hashes compare a map by its entries, in their order: Spark compares no maps."""
    compared = [each for window in tree.find_all(exp.Window) for each in window.args.get("partition_by") or ()]
    compared += [each for call in _hashes(tree) for each in call.expressions]
    named = {each.alias for each in tree.find_all(exp.CTE)}
    tables = {table.name for table in tree.find_all(exp.Table)} - named if compared else set()
    kinds = [columns_of(generate(exp.select("*").from_(exp.to_table(name)))) for name in sorted(tables)]
    maps = {name.lower() for columns in kinds for name, kind in columns.items() if kind.startswith(MAP)}
    for part in compared:
        if isinstance(part, exp.Column) and part.name.lower() in maps:
            part.replace(exp.Anonymous(this="map_entries", expressions=[part.copy()]))
