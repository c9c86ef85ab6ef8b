"""Raw tables are read as they are: text stays text, integers stay integers, and the source is never touched."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - pytest reads it
from datetime import datetime
from pathlib import Path  # noqa: TC003 - pytest reads it
from typing import Any

import duckdb
import pytest

from orderproof.errors import SourceError
from orderproof.history.formats.table import BATCH_ROWS
from orderproof.history.rawtables import find_tables, load_table
from tests.history.made_sources import csv_file, parquet_file, sqlite_file


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as own:
        own.execute("create schema raw")
        own.execute("set timezone = 'America/Sao_Paulo'")
        yield own


def loaded(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, list[tuple[Any, ...]]]:
    tables = find_tables(path)
    for table in tables:
        load_table(con, table)
    return {each.name: con.execute(f'select * from raw."{each.name}"').fetchall() for each in tables}


def types(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    return [kind for _, kind, *_ in con.execute(f'describe raw."{name}"').fetchall()]


def test_a_folder_may_mix_formats_and_names_tables_by_file_or_by_sqlite_table(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    csv_file(tmp_path / "sales.csv", "id", "A")
    parquet_file(tmp_path / "payments.parquet", "select 1 as id")
    sqlite_file(
        tmp_path / "shop.sqlite", 'create table "Order Details" (id integer)', 'insert into "Order Details" values (3)'
    )
    (tmp_path / "notes.txt").write_text("not a table", encoding="utf-8")
    assert loaded(con, tmp_path) == {"Order Details": [(3,)], "payments": [(1,)], "sales": [("A",)]}


def test_nothing_in_a_csv_file_is_taken_for_a_number(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "sales.csv", "id,zip,note", '007,01234,"a ""b"", c"', "008,,")
    assert loaded(con, file) == {"sales": [("007", "01234", 'a "b", c'), ("008", None, None)]}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_the_header_uses(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, delimiter: str
) -> None:
    file = csv_file(tmp_path / "sales.csv", f"id{delimiter}total", f"A{delimiter}1.5")
    assert loaded(con, file) == {"sales": [("A", "1.5")]}


def test_a_byte_order_mark_is_no_part_of_the_first_column(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "sales.csv", "\ufeffid,total", "A,1.5")
    loaded(con, file)
    assert con.execute("select id from raw.sales").fetchall() == [("A",)]


def test_a_file_whose_name_looks_like_a_pattern_is_read_alone(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "sales[1].csv", "id", "A")
    csv_file(tmp_path / "sales1.csv", "id", "B")
    assert loaded(con, file) == {"sales[1]": [("A",)]}


def test_sqlite_integers_stay_and_all_other_numbers_are_text(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    sqlite_file(
        tmp_path / "shop.db",
        "create table items (id integer, price numeric, discount real, note text, photo blob, sold datetime)",
        "insert into items values (1, 9.8, 0.1, 'it''s', x'00ff', '2016-07-04')",
        "insert into items values (2, 14, 0.15, null, null, null)",
    )
    assert loaded(con, tmp_path) == {
        "items": [(1, "9.8", "0.1", "it's", "00ff", "2016-07-04"), (2, "14", "0.15", None, None, None)]
    }
    assert types(con, "items") == ["BIGINT", *["VARCHAR"] * 5]


def test_a_sqlite_table_longer_than_a_batch_is_read_whole(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    count = BATCH_ROWS + 1
    numbers = f"with recursive n(i) as (select 1 union all select i + 1 from n where i < {count}) select i from n"
    sqlite_file(tmp_path / "shop.db", "create table items (id integer)", f"insert into items {numbers}")
    assert loaded(con, tmp_path)["items"] == [(id_,) for id_ in range(1, count + 1)]


def test_sqlite_views_and_its_own_tables_are_not_raw_tables(tmp_path: Path) -> None:
    sqlite_file(
        tmp_path / "shop.db", "create table items (id integer primary key autoincrement)", "create view v as select 1"
    )
    assert [each.name for each in find_tables(tmp_path)] == ["items"]


def test_parquet_times_with_a_zone_are_utc_whatever_the_machine_thinks(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    parquet_file(
        tmp_path / "sales.parquet",
        "select t as a, t::TIMESTAMPTZ_NS as b, 1 as c from (select '2024-03-01 12:00:00+00'::TIMESTAMPTZ as t)",
    )
    noon = datetime(2024, 3, 1, 12)  # noqa: DTZ001 - stored times are naive UTC
    assert loaded(con, tmp_path) == {"sales": [(noon, noon, 1)]}


def test_reading_leaves_no_trace_beside_the_source(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    csv_file(tmp_path / "sales.csv", "id", "A")
    sqlite_file(tmp_path / "shop.sqlite", "create table items (id integer)")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    loaded(con, tmp_path)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_two_tables_of_one_name_are_refused_with_both_files(tmp_path: Path) -> None:
    csv_file(tmp_path / "Items.csv", "id", "A")
    sqlite_file(tmp_path / "shop.db", "create table items (id integer)")
    with pytest.raises(SourceError, match=r"shop\.db: the table items is in Items\.csv already"):
        find_tables(tmp_path)
