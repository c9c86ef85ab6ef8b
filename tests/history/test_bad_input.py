"""Bad input, as a table: each row changes a good source in one place, and gets a sentence with what, where and mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.cli import run
from orderproof.errors import InputError, MappingError, ProfileError, SourceError
from orderproof.history.sources import open_source, source_of
from orderproof.report.exits import BAD_INPUT
from tests.history.bad import FOLDER, GOOD, ORDERS, PAYMENTS, SALES, Bad, only, sales
from tests.history.bad_sources import FORMATS, SECRET
from tests.history.made_sources import sqlite_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def head(text: str) -> Mapping[str, object]:
    return {**only("history.json", text), "data/ledgers/orders.parquet": b""}


TABLE: dict[str, Bad] = {
    # The source cannot be read.
    "a source that is not there": Bad(
        {}, SourceError, "no such file", "elsewhere", "Give a folder", source="elsewhere"
    ),
    "an empty folder": Bad(
        {"data/sales.csv": None, "data": FOLDER}, SourceError, "nothing here", "data", "Parquet, CSV, SQLite"
    ),
    "a folder of other files": Bad(only("sales.xlsx", "x"), SourceError, "nothing here", "data", ".parquet"),
    "a file of another format": Bad(
        only("sales.xlsx", "x"),
        SourceError, ".xlsx is not a format", "sales.xlsx", "Parquet, CSV", source="data/sales.xlsx"
    ),
    "a file that cannot be opened": Bad(only("sales.csv/x", "x"), SourceError, "not a file", "sales.csv", "rename"),
    "an empty file": Bad(only("sales.csv", ""), SourceError, "the file is empty", "sales.csv", "line of column names"),
    "a text file named like Parquet": Bad(
        only("sales.parquet", SALES), SourceError, "as parquet", "sales.parquet", "anew"
    ),
    "a Parquet file cut short": Bad(
        only("sales.parquet", b"PAR1" + b"\0" * 40), SourceError, "as parquet", "sales.parquet", "anew"
    ),
    "a text file named like SQLite": Bad(
        only("sales.sqlite", SALES * 20), SourceError, "not a database", "sales.sqlite", "anew"
    ),
    "a SQLite file without a table": Bad(
        only("sales.db", b""), SourceError, "has no table", "sales.db", "Give the file"
    ),
    "a table that is there twice": Bad(
        {"data/sales.db": "sqlite"}, SourceError, "in sales.csv already", "sales.db", "Rename"
    ),
    # A row of it is broken.
    "a row with a field too few": Bad(
        sales("B,EUR,", "B,"), SourceError, "it has 4 fields, the header has 5", "sales.csv, line 3", "Mend or remove"
    ),
    "a row with a field too many": Bad(
        sales("10.00\n", "10.00,1\n"), SourceError, "the header has 5", "sales.csv, line 2", "Mend or remove"
    ),
    "a quote that is never closed": Bad(sales("B,", '"B,'), SourceError, "never closed", "sales.csv, line 3", "Mend"),
    "a file that is not UTF-8": Bad(
        only("sales.csv", SALES.replace("A,", "Ä,").encode("latin-1")),
        SourceError, "not UTF-8", "sales.csv, line 2", "sales = \"cp1252\" would read this line as 'Ä,EUR"
    ),
    "a column name twice": Bad(
        sales("state", "id"), SourceError, "id is there twice", "sales.csv, line 1", "of its own"
    ),
    "text in an integer column of SQLite": Bad(
        {**only("sales.db", "sqlite"), "map/payments.sql": None},
        SourceError, "'x' stands in a column that is declared INTEGER", "table sales, column n, row 1",
        "Mend that value",
    ),
    # A value is none.
    "a value that must be there": Bad(
        sales("B,EUR", "B,"), SourceError, "orders.currency is missing", "sales.csv, row 2", "Every row needs one"
    ),
    "an unknown currency of an amount": Bad(
        sales("EUR", "EURO"),
        SourceError, "'EURO', the currency of 10.00", "payments.sql (sales.csv)", "Did you mean EUR?"
    ),
    "an unknown currency of an order": Bad(
        {**sales("EUR", "EURO"), "map/payments.sql": None},
        SourceError, "'EURO' in orders.currency is no ISO", "sales.csv, row 1", "Did you mean EUR?",
    ),
    "a word outside the vocabulary": Bad(
        sales("succeeded", "paid"), SourceError, "payments.state is 'paid'", "sales.csv, row 1", "requested, pending"
    ),
    "a time that is none": Bad(
        sales("2024-03-02 12", "32.3."), SourceError, "orders.placed_at is '32.3.", "orders.sql, row 2", "strptime"
    ),
    "a time that stands for never": Bad(
        sales("2024-03-02", "9999-12-31"),
        SourceError, "placed_at is 9999", "sales.csv, row 2", "leave a time without an end"
    ),
    "an amount that is none": Bad(
        sales("2.50", "free"), SourceError, "'free' is not an amount", "payments.sql", "1234.50"
    ),
    "an amount finer than its currency": Bad(
        sales("2.50", "2.505"),
        SourceError, "2.505 EUR is finer than its smallest unit", "payments.sql", "EUR has 2 decimals"
    ),
    "a negative amount": Bad(
        sales("2.50", "-2.50"), SourceError, "payments.amount is -250", "sales.csv, row 2", "without a sign"
    ),
    "money that is not minor units": Bad(
        {"map/payments.sql": PAYMENTS.replace("minor(total, currency)", "total")},
        SourceError, "payments.amount is '10.00', which is not a whole number", "payments.sql, row 1", "minor(amount",
    ),
    "money as a floating number": Bad(
        {"map/payments.sql": PAYMENTS.replace("minor(total, currency)", "total::DOUBLE")},
        MappingError, "amount is DOUBLE, the ledger wants BIGINT", "payments.sql", "minor(amount",
    ),
    "a value that stops the SQL": Bad(
        {"map/orders.sql": ORDERS.replace("placed as", "strptime(placed, '%d.%m.%Y') as")},
        SourceError, "2024-03-01 12:00:00", "orders.sql (sales.csv)", "Mend the SQL, or the value",
    ),
    # The mapping is none.
    "an unknown mapping": Bad({}, MappingError, "no such mapping", "olits", "Did you mean olist?", mapping="olits"),
    "no mapping that fits": Bad(
        {}, InputError, "no built-in mapping fits these tables: sales", "data", "init", mapping=None
    ),
    "a folder without SQL as a mapping": Bad(
        {}, MappingError, "no <ledger>.sql", "data", "mappings init", mapping="data"
    ),
    "a mapping of an unknown ledger": Bad(
        {"map/payment.sql": PAYMENTS}, MappingError, "'payment' is no ledger", "payment.sql", "Did you mean payments?"
    ),
    "SQL that does not parse": Bad(
        {"map/orders.sql": "select\nfrom where"}, MappingError, "does not parse", "orders.sql, line 2", "one SELECT"
    ),
    "SQL that is not a SELECT": Bad(
        {"map/orders.sql": "drop table sales"}, MappingError, "is not a SELECT", "orders.sql", "one SELECT"
    ),
    "two statements": Bad(
        {"map/orders.sql": f"{ORDERS}; {ORDERS}"}, MappingError, "2 statements", "orders.sql", "one SELECT"
    ),
    "SQL of nothing but a comment": Bad(
        {"map/orders.sql": "-- later"}, MappingError, "0 statements", "orders.sql", "one SE"
    ),
    "SQL that reads a missing table": Bad(
        {"map/orders.sql": ORDERS.replace("sales", "sale")},
        MappingError, "it reads the table 'sale'", "orders.sql", "Did you mean sales?",
    ),
    "SQL that reads a missing column": Bad(
        {"map/orders.sql": ORDERS.replace("placed as", "bought as")},
        MappingError, 'column "bought" not found', "orders.sql", "sales has id, currency, placed",
    ),
    "SQL that gives an unknown column": Bad(
        {"map/orders.sql": ORDERS.replace("placed_at", "placed_on")},
        MappingError, "'placed_on' is no column of orders", "orders.sql", "Did you mean placed_at?",
    ),
    "SQL that lacks a required column": Bad(
        {"map/orders.sql": "select id as order_id from sales"},
        MappingError, "currency is missing: every row of orders has one", "orders.sql", "as currency",
    ),
    "SQL that is not text": Bad({"map/orders.sql": b"\xff\xfe"}, MappingError, "cannot be read", "orders.sql", "UTF-8"),
    # The profile is none.
    "an unknown key of the profile": Bad(
        {"map/profile.toml": "nam = 'shop'"}, ProfileError, "not known", "profile.toml, nam", "Did you mean name?"
    ),
    "a profile that is not there": Bad(
        {}, ProfileError, "cannot be read", "mine.toml", "Give a TOML", profile="mine.toml"
    ),
    # The recorded history is none.
    "a history of a newer schema": Bad(
        head('{"schema": 2, "run": "a"}'),
        SourceError, "schema 2 is not known", "history.json", "schema 1", mapping=None
    ),
    "a history whose head is broken": Bad(
        head("{"), SourceError, "not a recorded history", "history.json", "A history folder has", mapping=None
    ),
    "a history with a broken ledger": Bad(
        head('{"schema": 1, "run": "a"}'),
        SourceError, "cannot be read", "orders.parquet", "Write it again", mapping=None
    ),
}  # fmt: skip


def lay_out(folder: Path, change: Mapping[str, object]) -> None:

    for place, content in {**GOOD, **change}.items():
        file = folder / place
        if content is FOLDER:
            file.mkdir(parents=True, exist_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        if content == "sqlite":
            sqlite_file(file, "create table sales (n integer)", "insert into sales values ('x')")
        elif content is not None:
            file.write_bytes(content if isinstance(content, bytes) else str(content).encode())


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_the_source_that_every_row_changes_is_good(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    with duckdb.connect() as con:
        history = open_source(con, tmp_path / "data", mapping=tmp_path / "map", profile=None)
    assert set(history.relations) == {"orders", "payments"}


def test_there_are_forty_bad_inputs_and_more() -> None:
    assert len(TABLE | FORMATS) >= 40


@pytest.mark.parametrize("bad", (TABLE | FORMATS).values(), ids=TABLE | FORMATS)
def test_bad_input_is_told_with_what_where_and_mend_and_leaves_nothing_behind(
    tmp_path: Path, bad: Bad, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(tmp_path, bad.change)
    before = files_of(tmp_path)
    named = tmp_path / bad.mapping if bad.mapping and (tmp_path / bad.mapping).exists() else bad.mapping
    profile = tmp_path / bad.profile if bad.profile else None
    source = bad.source if "://" in bad.source else str(tmp_path / bad.source)
    with duckdb.connect() as con, pytest.raises(InputError) as raised:
        open_source(con, source_of(source), mapping=named, profile=profile)
    told = raised.value
    assert type(told) is bad.error
    assert (bad.what in told.what, bad.where in told.where, bad.mend in told.mend) == (True, True, True), told
    arguments = ["audit", source, "--out", str(tmp_path / "out"), "--only", "evidence"]
    arguments += ["--mapping", str(named)] if named else []
    arguments += ["--profile", str(profile)] if profile else []
    assert run(arguments) == BAD_INPUT
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n"), files_of(tmp_path)) == ("", 1, before)
    assert SECRET not in said.err + str(told) + repr(told)
