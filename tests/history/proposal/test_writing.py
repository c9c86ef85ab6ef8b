"""What is proposed loads once a person has finished it, and not before; what is certain is right at once."""

from __future__ import annotations

import re
from pathlib import Path  # noqa: TC003 - pytest reads it

import duckdb
import pytest

from orderproof.errors import InputError, MappingError
from orderproof.history.proposal.writing import Proposal, write_proposal
from orderproof.history.rawtables import find_tables
from orderproof.history.sources import OpenHistory, open_source
from tests.history.made_sources import csv_file, rows, sqlite_file
from tests.history.ocel.logs import write_log
from tests.history.proposal.shops import web_shop
from tests.shared_data import shared_data


def propose(source: Path, folder: Path) -> Proposal:
    with duckdb.connect() as con:
        return write_proposal(con, find_tables(source), source.name, folder)


def opened(con: duckdb.DuckDBPyConnection, source: Path, folder: Path) -> OpenHistory:
    return open_source(con, source, mapping=folder, profile=None)


def finish(folder: Path, file: str, *changes: tuple[str, str]) -> None:
    """Do what a person does: put something in a place that was left to finish."""
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / file).write_text(text, encoding="utf-8")


def test_a_plain_shop_loads_as_it_was_proposed(tmp_path: Path) -> None:
    source, folder = web_shop(tmp_path / "shop"), tmp_path / "map"
    proposal = propose(source, folder)
    assert {each.name for each in proposal.files} == {
        "README.md", "lines.sql", "order_totals.sql", "orders.sql", "parcels.sql", "payments.sql", "profile.toml",
        "promises.sql", "statuses.sql",
    }  # fmt: skip
    with duckdb.connect() as con:
        history = opened(con, source, folder)
        found = history.relations
        assert rows(con, found["orders"], "order_id, currency, length(customer), cast(placed_at as VARCHAR)") == [
            ("1001", "EUR", 32, "2026-03-02 09:15:00"), ("1002", "EUR", 32, "2026-03-02 10:40:00"),
        ]  # fmt: skip
        assert rows(con, found["lines"], "row_id, order_id, line_id, sku, quantity, unit_price") == [
            ("1001/1", "1001", "1", "MUG", 2, 2990), ("1002/1", "1002", "1", "CAP", 1, 2000),
        ]  # fmt: skip
        assert rows(con, found["payments"], "row_id, kind, state, amount, currency, cast(occurred_at as VARCHAR)") == [
            ("t1", "capture", "succeeded", 5980, "EUR", "2026-03-02 09:15:30"),
            ("t2", "capture", "failed", 2000, "EUR", "2026-03-02 10:41:00"),
        ]
        assert rows(con, found["parcels"], "parcel_id, event, carrier, cast(occurred_at as VARCHAR)") == [
            ("s1", "handed_over", "parcelforce", "2026-03-31 00:00:00"),
            ("s2", "planned", "parcelforce", "2026-04-01 00:00:00"),
        ]
        assert rows(con, found["order_totals"], "surface, total, cast(occurred_at as VARCHAR)") == [
            ("order", 5980, "2026-03-02 09:15:00"), ("order", 2000, "2026-03-02 10:40:00"),
        ]  # fmt: skip
        assert rows(con, found["promises"], "cast(ship_by as VARCHAR)") == [("2026-03-09 00:00:00",)] * 2
        assert (history.profile.statuses, history.profile.observes) == (
            {"order": {"shipped": "shipped"}},
            {"payments": ("capture",), "parcels": ("handed_over", "planned")},
        )


def test_every_column_that_was_left_out_and_every_doubt_is_said(tmp_path: Path) -> None:
    proposal = propose(web_shop(tmp_path / "shop"), tmp_path / "map")
    said = {each.name: each.read_text(encoding="utf-8") for each in proposal.files}
    assert "-- Not found: payment_id, intent_id, gateway, tender," in said["payments.sql"]
    assert '# "weird" = "..."  # finish: one of draft' in said["profile.toml"]
    assert "finish: put your own salt" in said["orders.sql"]
    assert "-- finish: like 2026-03-02 09:15:00: in which zone?" in said["orders.sql"]
    marked = [line for name, text in said.items() if name != "README.md" for line in text.splitlines()]
    assert proposal.unfinished == len([line for line in marked if re.search(r"(--|#).*finish:", line)])


def test_no_value_of_a_customer_stands_in_a_proposal(tmp_path: Path) -> None:
    csv_file(tmp_path / "shop" / "orders.csv", "id,currency,customer,email", "1,EUR,Erika Muster,erika@example.org")
    proposal = propose(tmp_path / "shop", tmp_path / "map")
    assert [each for each in proposal.files if "Erika" in each.read_text(encoding="utf-8")] == []


UNFINISHED = [
    ("id,total\n1,9.90\n", "no ISO 4217 currency", ("'???'", "'EUR'")),
    ("number_of_nothing,currency\n1,EUR\n", "your_order_id", ("your_order_id", '"number_of_nothing"')),
    ("id,currency,created_at\n1,EUR,01/02/2026\n", "the form '?'", ("'?'", "'day-first UTC'")),
]


@pytest.mark.parametrize(("text", "says", "change"), UNFINISHED, ids=["currency", "column", "day or month"])
def test_what_only_a_person_knows_does_not_load_until_it_is_finished(
    tmp_path: Path, text: str, says: str, change: tuple[str, str]
) -> None:
    source = csv_file(tmp_path / "shop" / "orders.csv", text.rstrip()).parent
    propose(source, tmp_path / "map")
    with duckdb.connect() as con:
        with pytest.raises(InputError, match=re.escape(says)):
            opened(con, source, tmp_path / "map")
        finish(tmp_path / "map", "orders.sql", change)
        if (tmp_path / "map" / "order_totals.sql").exists():
            finish(tmp_path / "map", "order_totals.sql", change)
        assert opened(con, source, tmp_path / "map").filled["orders"] >= {"order_id", "currency"}


def test_a_kind_that_no_column_tells_has_to_be_said(tmp_path: Path) -> None:
    csv_file(tmp_path / "shop" / "payments.csv", "id,order_id,amount,currency,state,type", "1,A,9.90,EUR,ok,swish")
    propose(tmp_path / "shop", tmp_path / "map")
    with duckdb.connect() as con:
        with pytest.raises(InputError, match=r"payments\.kind is 'finish: swish'.*Allowed: authorize"):
            opened(con, tmp_path / "shop", tmp_path / "map")
        finish(tmp_path / "map", "payments.sql", ("'finish: swish'", "'capture'"))
        history = opened(con, tmp_path / "shop", tmp_path / "map")
        assert rows(con, history.relations["payments"], "kind, state, amount") == [("capture", "succeeded", 990)]


def test_a_file_that_is_not_utf_8_is_shown_in_the_encoding_that_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "orders.csv").write_bytes("id,currency,channel\n1,EUR,Köln\n".encode("cp1252"))
    propose(tmp_path / "shop", tmp_path / "map")
    head = (tmp_path / "map" / "mapping.toml").read_text(encoding="utf-8")
    assert '# finish: does this read well? 1,EUR,Köln\n"orders" = "cp1252"' in head
    with duckdb.connect() as con:
        history = opened(con, tmp_path / "shop", tmp_path / "map")
        assert rows(con, history.relations["orders"], "channel") == [("Köln",)]


@pytest.mark.parametrize("form", ["1.csv", "1.jsonocel", "2.json", "2.sqlite"])
def test_an_event_log_gets_its_orders_and_a_list_of_what_happened(tmp_path: Path, form: str) -> None:
    source, folder = write_log(tmp_path, form), tmp_path / "map"
    propose(source, folder)
    assert "--   pick item" in (folder / "statuses.sql").read_text(encoding="utf-8")
    finish(folder, "orders.sql", ("'???'", "'EUR'"))
    with duckdb.connect() as con:
        history = opened(con, source, folder)
        assert rows(con, history.relations["orders"], "order_id, cast(placed_at as VARCHAR)") == [
            ("o1", "2024-03-01 12:00:00")
        ]
        assert rows(con, history.relations["statuses"], "order_id, native") == [("o1", "place order")]


def test_tables_of_something_else_are_refused_with_their_names(tmp_path: Path) -> None:
    csv_file(tmp_path / "shop" / "weather.csv", "day,rain", "1,2")
    with pytest.raises(MappingError, match=r"none of its tables is named like orders.*: weather\. Write the SQL"):
        propose(tmp_path / "shop", tmp_path / "map")
    assert not (tmp_path / "map").exists()


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    source = web_shop(tmp_path / "shop")
    with pytest.raises(MappingError, match="this is not an empty folder"):
        propose(source, source)
    assert len(list(source.iterdir())) == 4


def test_northwind_is_proposed_with_its_dates_where_they_belong(tmp_path: Path) -> None:
    source = shared_data("small/northwind.sqlite")
    propose(source, tmp_path / "map")
    finish(tmp_path / "map", "orders.sql", ("'???'", "'USD'"))
    finish(tmp_path / "map", "lines.sql", ("'???'", "'USD'"), ("your_line_id", 't."ProductID"'))
    with duckdb.connect() as con:
        found = opened(con, source, tmp_path / "map").relations
        late = "count(*), count_if(placed_at = timestamp '2016-07-04')"
        assert rows(con, found["orders"], late) == [(830, 1)]
        assert rows(con, found["lines"], "count(*), count(unit_price), count(occurred_at)") == [(2155, 2155, 2155)]
        assert rows(con, found["promises"], "count(ship_by)") == [(830,)]


def test_a_sqlite_table_is_proposed_like_any(tmp_path: Path) -> None:
    source = sqlite_file(
        tmp_path / "shop.db",
        "create table Orders (OrderID integer, Currency text)",
        "insert into Orders values (1, 'EUR')",
    )
    propose(source, tmp_path / "map")
    with duckdb.connect() as con:
        assert rows(con, opened(con, source, tmp_path / "map").relations["orders"], "order_id") == [("1",)]
