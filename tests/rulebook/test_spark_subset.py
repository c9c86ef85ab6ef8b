"""Rules stay in a subset of SQL that also compiles to Spark, so that a warehouse can run them where its data lie."""

from __future__ import annotations

import pytest
from sqlglot import ErrorLevel, exp, parse_one

from orderproof.audit.compile import compile_book
from orderproof.audit.count import counting_sql, groups_of, with_values
from orderproof.audit.policy import parameters
from orderproof.rulebook.book import load_book
from orderproof.rulebook.needs import outputs_of
from orderproof.rulebook.relations import relation_columns
from orderproof.rulebook.sugar import expand
from orderproof.rulebook.sureness import Known
from tests.audit.spark.started import in_one_process, spark
from tests.rulebook.trial import ENDS_AT, cases_profile

BOOK = load_book()
VALUES = parameters(cases_profile(), ENDS_AT)


def _compile_to_spark(sql: str) -> exp.Expr:
    """Transpile, read the result back as Spark, and refuse what sqlglot does not know as a function of both."""
    tree = parse_one(with_values(sql, {**VALUES, "tolerance": "0"}), dialect="duckdb")
    strange = [node.name for node in tree.find_all(exp.Anonymous)]
    assert strange == []
    return parse_one(tree.sql("spark", unsupported_level=ErrorLevel.RAISE), dialect="spark")


@pytest.mark.parametrize("name", BOOK.views)
def test_a_view_compiles_to_spark(name: str) -> None:
    """With its sugar spelt out."""
    view = BOOK.views[name]
    spelt = expand(parse_one(view.sql, dialect="duckdb"), str(view.path))
    assert outputs_of(_compile_to_spark(spelt.sql("duckdb"))) == outputs_of(spelt)


@pytest.mark.parametrize("name", BOOK.rules)
def test_the_counting_of_a_rule_compiles_to_spark(name: str) -> None:
    """All four counts of it."""
    (rule,) = compile_book(BOOK, [BOOK.rules[name]])
    sql = counting_sql([rule], VALUES, {}, by_prefix=False)
    assert len(_compile_to_spark(sql).expressions) == 5


@in_one_process
def test_spark_itself_understands_every_view_and_every_rule() -> None:
    """Names, types, functions: all is resolved over empty ledgers, and nothing is run."""
    running = spark()
    from orderproof.audit.spark.engine import SparkEngine  # noqa: PLC0415 - an extra

    engine = SparkEngine(running.newSession())
    for name, columns in relation_columns().items():
        typed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        engine.execute(f"create or replace temp table {name} ({typed})")
    rules = compile_book(BOOK, BOOK.rules.values())
    for view in {view.view.name: view for rule in rules for view in rule.sources.values()}.values():
        sql = with_values(view.sql(Known(), view.columns), VALUES)
        engine.execute(f"create or replace temp view {view.view.name} as {sql}")
    for group in groups_of(rules):
        told = engine.execute(f"describe {counting_sql(group, VALUES, {}, by_prefix=True)}").fetchall()
        assert len(told) == 1 + 4 * len(group)
