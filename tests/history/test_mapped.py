"""A mapping's SQL becomes ledgers: every column, the right type, and what was not given is null."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - pytest reads it
from pathlib import Path  # noqa: TC003 - pytest reads it
from typing import Any

import duckdb
import pytest

from orderproof.history.mapped import map_tables, tables_read
from orderproof.history.mapping import mapping_of
from orderproof.history.rawtables import find_tables
from orderproof.model.ledgers import COLUMNS
from tests.history.made_sources import csv_file, mapping_folder, rows

ORDERS = "select id as order_id, 'EUR' as currency from sales"
PAYMENTS = """
select id as row_id, id as order_id, 'capture' as kind, 'succeeded' as state, minor(total, 'EUR') as amount,
    'EUR' as currency, 'gateway:a' as source
from sales
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as own:
        yield own


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    return csv_file(tmp_path / "data" / "sales.csv", "id,total", "A,10.00", "B,0.99")


def mapped(con: duckdb.DuckDBPyConnection, source: Path, folder: Path, **sql: str) -> dict[str, str]:
    mapping = mapping_of(mapping_folder(folder / "map", **sql))
    return dict(map_tables(con, mapping, find_tables(source), run="shop").relations)


def test_a_ledger_has_every_column_with_its_stored_type_in_the_order_of_the_model(
    con: duckdb.DuckDBPyConnection, sales: Path, tmp_path: Path
) -> None:
    relations = mapped(con, sales, tmp_path, orders=ORDERS, payments=PAYMENTS)
    found = {
        ledger: [(name, kind) for name, kind, *_ in con.execute(f"describe {relation}").fetchall()]
        for ledger, relation in relations.items()
    }
    assert found == {each: [(c.name, c.sql_type) for c in COLUMNS[each]] for each in ("orders", "payments")}


def test_what_a_mapping_leaves_out_of_the_envelope_is_the_system_saying_so_for_certain(
    con: duckdb.DuckDBPyConnection, sales: Path, tmp_path: Path
) -> None:
    relations = mapped(con, sales, tmp_path, orders=ORDERS)
    expected: list[tuple[Any, ...]] = [
        ("shop", "system", "1", "certain", "A", None),
        ("shop", "system", "2", "certain", "B", None),
    ]
    columns = "run, source, row_id, certainty, order_id, occurred_at"
    assert rows(con, relations["orders"], columns) == expected


def test_what_a_mapping_gives_stands_before_the_defaults(
    con: duckdb.DuckDBPyConnection, sales: Path, tmp_path: Path
) -> None:
    relations = mapped(con, sales, tmp_path, payments=PAYMENTS)
    assert rows(con, relations["payments"], "source, row_id, amount") == [
        ("gateway:a", "A", 1000),
        ("gateway:a", "B", 99),
    ]


def test_a_step_is_read_by_name_and_may_read_the_step_before_it(
    con: duckdb.DuckDBPyConnection, sales: Path, tmp_path: Path
) -> None:
    steps = {
        "_big": "select * from sales where total > '1'",
        "_small": "select * from sales where id not in (from ids)",
    }
    steps["_ids"] = "select id from big"
    relations = mapped(con, sales, tmp_path, orders=ORDERS.replace("sales", "small"), **steps)
    assert rows(con, relations["orders"], "order_id") == [("B",)]


def test_a_query_may_name_a_part_of_itself_like_the_table_it_reads(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    source = csv_file(tmp_path / "orders.csv", "id", "A")
    sql = "with orders as (select * from raw.Orders) select id as ORDER_ID, 'EUR' as currency from orders;  -- done\n"
    relations = mapped(con, source, tmp_path, orders=sql)
    assert rows(con, relations["orders"], "order_id") == [("A",)]


def test_only_the_tables_that_are_read_are_opened(con: duckdb.DuckDBPyConnection, sales: Path, tmp_path: Path) -> None:
    (sales.parent / "broken.parquet").write_bytes(b"no parquet at all")
    relations = mapped(con, sales.parent, tmp_path, orders=ORDERS)
    assert len(rows(con, relations["orders"], "order_id")) == 2


def test_only_ledgers_stay_in_memory_when_the_mapping_is_done(
    con: duckdb.DuckDBPyConnection, sales: Path, tmp_path: Path
) -> None:
    mapped(con, sales, tmp_path, orders=ORDERS)
    schemas = {name for (name,) in con.execute("select distinct schema_name from duckdb_tables()").fetchall()}
    assert schemas == {"kept"}


def test_the_connection_keeps_its_own_settings(con: duckdb.DuckDBPyConnection, sales: Path, tmp_path: Path) -> None:
    con.execute("set timezone = 'America/Sao_Paulo'")
    mapped(con, sales, tmp_path, orders=ORDERS)
    found = con.execute("select current_setting('TimeZone'), current_setting('search_path')").fetchone()
    assert found == ("America/Sao_Paulo", "")


def test_the_files_of_a_ledger_are_found_through_the_steps_it_reads(
    con: duckdb.DuckDBPyConnection, sales: Path, tmp_path: Path
) -> None:
    csv_file(sales.parent / "zones.csv", "id", "A")
    mapping = mapping_of(
        mapping_folder(
            tmp_path / "map",
            orders=ORDERS.replace("sales", "known"),
            lines="select 1",
            _known="from sales join zones using (id)",
        )
    )
    assert tables_read(con, mapping) == {"sales", "zones"}
    (tmp_path / "map" / "lines.sql").unlink()
    done = map_tables(con, mapping_of(tmp_path / "map"), find_tables(sales.parent), run="shop")
    assert done.origin == {"orders": "sales.csv, zones.csv"}
