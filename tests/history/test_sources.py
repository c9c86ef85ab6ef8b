"""One call opens whatever somebody recorded, and says how it was read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator  # noqa: TC003 - pytest reads it
from pathlib import Path  # noqa: TC003 - pytest reads it

import duckdb
import pytest

from orderproof.errors import InputError
from orderproof.history.mapping import mapping_of
from orderproof.history.sources import open_source
from orderproof.history.store import write
from orderproof.model.ledgers import COLUMNS, LEDGERS
from tests.history.made_sources import csv_file, mapping_folder, rows, sqlite_file

INVOICES = (
    "create table Invoice (InvoiceId integer, CustomerId integer, InvoiceDate datetime, Total numeric)",
    "create table InvoiceLine (InvoiceLineId integer, InvoiceId int, TrackId integer, UnitPrice real, Quantity int)",
    "create table Track (TrackId integer, UnitPrice numeric)",
    "insert into Invoice values (1, 7, '2009-01-01 00:00:00', 1.98)",
    "insert into InvoiceLine values (1, 1, 2, 0.99, 2)",
    "insert into Track values (2, 0.99)",
)
PRODUCTS = ("create table Orders (i)", 'create table "Order Details" (i)', "create table Products (i)")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as own:
        yield own


def recorded(folder: Path, profile: str | None = None) -> Path:
    order = LEDGERS["orders"](row_id="1", order_id="A", currency="EUR")  # type: ignore[call-arg]
    write([order], folder, run="monday", profile=profile)
    return folder


def test_the_one_mapping_that_fits_is_taken_and_said(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    history = open_source(con, sqlite_file(tmp_path / "music.sqlite", *INVOICES), mapping=None, profile=None)
    assert (history.name, history.mapping, history.profile.name) == ("music.sqlite", "chinook", "chinook")
    assert history.notes == (
        "Read with the built-in mapping chinook, the only one that fits; --mapping names another.",
    )
    assert rows(con, history.relations["lines"], "order_id, quantity, unit_price") == [("1", 2, 99)]


def test_a_mapping_that_was_named_is_not_worth_a_note(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    source = sqlite_file(tmp_path / "music.sqlite", *INVOICES)
    assert open_source(con, source, mapping="chinook", profile=None).notes == ()


def test_several_mappings_that_fit_are_listed_to_choose_from(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    sqlite_file(tmp_path / "a.sqlite", *INVOICES)
    sqlite_file(tmp_path / "b.sqlite", *PRODUCTS)
    with pytest.raises(InputError, match=r"several mappings fit: chinook, northwind\. Choose one with --mapping"):
        open_source(con, tmp_path, mapping=None, profile=None)


def test_a_profile_that_is_given_replaces_that_of_the_mapping(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    source = csv_file(tmp_path / "sales.csv", "id", "A")
    mapping = mapping_folder(tmp_path / "map", orders="select id as order_id, 'EUR' as currency from sales")
    own = tmp_path / "mine.toml"
    own.write_text('name = "mine"\n', encoding="utf-8")
    history = open_source(con, source, mapping=mapping, profile=own)
    assert history.profile.name == "mine"
    assert rows(con, history.relations["orders"], "run") == [("mine",)]


def test_a_recorded_history_is_opened_with_the_profile_it_was_recorded_with(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = recorded(tmp_path / "monday", 'name = "shop"')
    for path in (folder, folder / "history.json"):
        history = open_source(con, path, mapping=None, profile=None)
        assert (history.name, history.mapping, history.profile.name) == ("monday", None, "shop")
        assert history.origin == {"orders": str(folder / "ledgers" / "orders.parquet")}
        assert history.filled == {"orders": {each.name for each in COLUMNS["orders"] if each.required}}


def test_a_recorded_history_needs_no_mapping_and_takes_none(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = recorded(tmp_path / "monday")
    with pytest.raises(InputError, match="a recorded history holds ledgers already"):
        open_source(con, folder, mapping="olist", profile=None)
    assert open_source(con, folder, mapping=None, profile=None).profile.name == "undeclared"


def test_a_second_source_may_be_opened_on_the_same_connection(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    source = sqlite_file(tmp_path / "music.sqlite", *INVOICES)
    first = open_source(con, source, mapping=None, profile=None)
    second = open_source(con, source, mapping=None, profile=None)
    assert rows(con, second.relations["orders"], "order_id") == [("1",)]
    assert first == second


def test_a_built_in_mapping_that_is_copied_works_as_a_folder_of_ones_own(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    shutil.copytree(mapping_of("chinook").ledgers["orders"].parent, tmp_path / "ours")
    source = sqlite_file(tmp_path / "music.sqlite", *INVOICES)
    assert open_source(con, source, mapping=tmp_path / "ours", profile=None).mapping == "ours"
