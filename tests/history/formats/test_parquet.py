"""A folder of Parquet files is one table, whichever way its days are laid out."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads it
from typing import Any

import duckdb
import pytest

from orderproof.history.formats.parquet import is_partitioned
from orderproof.history.rawtables import find_tables, load_table
from tests.history.made_sources import csv_file, parquet_file


def loaded(path: Path) -> dict[str, list[dict[str, Any]]]:
    with duckdb.connect() as con:
        con.execute("create schema raw")
        found = {}
        for table in find_tables(path):
            load_table(con, table)
            result = con.execute(f'select * from raw."{table.name}" order by id')
            names = [name for name, *_ in result.description or ()]
            found[table.name] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        return found


def days(folder: Path) -> Path:
    parquet_file(folder / "day=2024-03-01" / "part-0.parquet", "select 'A' as id, 1 as n")
    parquet_file(folder / "day=2024-03-02" / "part-0.parquet", "select 'B' as id, 2 as n")
    parquet_file(folder / "day=2024-03-02" / "part-1.parquet", "select 'C' as id, 3 as n")
    return folder


ROWS = [
    {"id": "A", "n": 1, "day": "2024-03-01"},
    {"id": "B", "n": 2, "day": "2024-03-02"},
    {"id": "C", "n": 3, "day": "2024-03-02"},
]


def test_days_in_folders_are_one_table_with_the_day_as_text(tmp_path: Path) -> None:
    days(tmp_path / "source" / "orders")
    csv_file(tmp_path / "source" / "sales.csv", "id", "X")
    assert loaded(tmp_path / "source") == {"orders": ROWS, "sales": [{"id": "X"}]}


def test_the_folder_of_the_days_may_be_the_source_itself(tmp_path: Path) -> None:
    assert loaded(days(tmp_path / "orders")) == {"orders": ROWS}


def test_files_named_by_day_in_one_folder_are_one_table(tmp_path: Path) -> None:
    parquet_file(tmp_path / "shop" / "orders" / "2024-03-01.parquet", "select 'A' as id")
    parquet_file(tmp_path / "shop" / "orders" / "2024" / "03-02.parquet", "select 'B' as id")
    assert loaded(tmp_path / "shop") == {"orders": [{"id": "A"}, {"id": "B"}]}


def test_a_column_that_came_later_is_null_on_the_days_before(tmp_path: Path) -> None:
    parquet_file(tmp_path / "orders" / "day=1" / "a.parquet", "select 'A' as id")
    parquet_file(tmp_path / "orders" / "day=2" / "a.parquet", "select 'B' as id, 'x' as note")
    assert [each["note"] for each in loaded(tmp_path / "orders")["orders"]] == [None, "x"]


@pytest.mark.parametrize(("names", "expected"), [(["day=1", "day=2"], True), (["day=1", "raw"], False), ([], False)])
def test_a_folder_is_partitioned_if_all_in_it_say_so(tmp_path: Path, names: list[str], expected: bool) -> None:  # noqa: FBT001
    for each in names:
        (tmp_path / each).mkdir()
    (tmp_path / ".hidden").mkdir()
    assert is_partitioned(tmp_path) is expected
