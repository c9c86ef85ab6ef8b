"""Translating DuckDB's SQL to Spark's, word for word, without a Spark to run it."""

from __future__ import annotations

import pytest
from sqlglot import parse_one

from orderproof.audit.spark.dialect import files_of, spark_sql, spark_type

COLUMNS = {"row_id": "string", "amount": "bigint", "told": "map<string,string>"}


def translated(sql: str) -> str:
    return spark_sql(parse_one(sql, dialect="duckdb"), lambda _query: COLUMNS)


@pytest.mark.parametrize(
    ("duckdb", "spark"),
    [
        ("select sum(amount) from t", "SELECT SUM(CAST(amount AS DECIMAL(38, 0))) FROM t"),
        ("select any_value(amount) from t", "SELECT ANY_VALUE(amount, TRUE) FROM t"),
        ("select * from t where row_id glob 'w*.?'", r"SELECT * FROM t WHERE row_id RLIKE '(?s)^w.*\\..$'"),
        ("select hash(row_id, told) from t", "SELECT STRUCT(row_id, MAP_ENTRIES(told)) FROM t"),
        ("select to_microseconds(5) from t", "SELECT INTERVAL '5' MICROSECOND FROM t"),
        ("select * exclude (told) from t", "SELECT row_id, amount FROM t"),
        ("select * replace (1 as amount) from t", "SELECT row_id, 1 AS amount, told FROM t"),
        ("select amount from t order by amount", "SELECT amount FROM t ORDER BY amount NULLS LAST"),
        ("select timestamp '9000-01-01'", "SELECT CAST('9000-01-01' AS TIMESTAMP_NTZ)"),
    ],
)
def test_what_duckdb_means_is_what_spark_is_told(duckdb: str, spark: str) -> None:
    assert translated(duckdb) == spark


def test_a_star_beside_qualify_is_spelt_out_and_its_maps_are_compared_by_entries() -> None:
    told = translated("select * from t qualify row_number() over (partition by row_id, told order by amount) = 1")
    assert told.startswith("SELECT row_id, amount, told FROM (SELECT row_id, amount, told, ROW_NUMBER()")
    assert "PARTITION BY row_id, MAP_ENTRIES(told) ORDER BY amount" in told


def test_a_query_is_left_as_it_was() -> None:
    tree = parse_one("select sum(x) from t", dialect="duckdb")
    spark_sql(tree, lambda _query: COLUMNS)
    assert tree.sql("duckdb") == "SELECT SUM(x) FROM t"


def test_files_are_found_where_they_are_read() -> None:
    tree = parse_one("select * from read_parquet('/a b/c.parquet')", dialect="duckdb")
    assert [(file, len(places)) for file, places in files_of(tree).items()] == [("/a b/c.parquet", 1)]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("VARCHAR", "STRING"),
        ("TIMESTAMP", "TIMESTAMP_NTZ"),
        ("MAP(VARCHAR, VARCHAR)", "MAP<STRING, STRING>"),
        ("INTERVAL", "INTERVAL DAY TO SECOND"),
    ],
)
def test_a_type_has_a_name_in_spark(ours: str, theirs: str) -> None:
    assert spark_type(ours) == theirs
