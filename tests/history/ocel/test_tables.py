"""A log is the same six tables, whichever of the four forms it lies in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path  # noqa: TC003 - pytest reads it
from typing import Any

import duckdb
import pytest

from orderproof.errors import SourceError
from orderproof.history.ocel.tables import TABLES, ocel_reader
from orderproof.history.rawtables import find_tables, load_table
from tests.history.made_sources import csv_file, sqlite_file
from tests.history.ocel.logs import write_log

FORMS = ["1.csv", "1.jsonocel", "2.json", "2.sqlite"]
NOON, LATER = datetime(2024, 3, 1, 12), datetime(2024, 3, 1, 12, 30)  # noqa: DTZ001 - stored times are naive UTC


def loaded(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect() as con:
        con.execute("create schema raw")
        for table in find_tables(file):
            load_table(con, table)
        return {name: con.execute(f"select * from raw.{name} order by all").fetchall() for name in TABLES}


@pytest.mark.parametrize("form", FORMS)
def test_events_and_the_objects_they_touch_are_the_same_in_every_form(tmp_path: Path, form: str) -> None:
    found = loaded(write_log(tmp_path, form))
    assert found["ocel_events"] == [("e1", "place order", NOON), ("e2", "pick item", LATER)]
    assert [row[:3] for row in found["ocel_event_objects"]] == [
        ("e1", "i1", "item"), ("e1", "o1", "order"), ("e2", "i1", "item"),
    ]  # fmt: skip
    assert found["ocel_objects"] == [("i1", "item"), ("o1", "order")]


@pytest.mark.parametrize("form", FORMS)
def test_a_number_keeps_its_digits_and_meets_no_float(tmp_path: Path, form: str) -> None:
    shown = {"1.csv": "12.10"}.get(form, "12.1")
    assert loaded(write_log(tmp_path, form))["ocel_event_attributes"] == [("e1", "total", shown)]


@pytest.mark.parametrize("form", ["2.json", "2.sqlite"])
def test_an_object_tells_when_its_attributes_changed_and_what_it_belongs_to(tmp_path: Path, form: str) -> None:
    found = loaded(write_log(tmp_path, form))
    values = [(name, value.rstrip("0").rstrip("."), time) for _, name, value, time in found["ocel_object_attributes"]]
    assert sorted(values, key=str) == [
        ("price", "12.1", datetime(1970, 1, 1)), ("price", "13", datetime(2024, 3, 2)),  # noqa: DTZ001 - as above
    ]  # fmt: skip
    assert found["ocel_object_objects"] == [("o1", "i1", "has")]


def test_a_file_is_read_as_a_log_only_if_it_is_one(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "shop"}', encoding="utf-8")
    csv_file(tmp_path / "orders.csv", "id", "A")
    sqlite_file(tmp_path / "shop.db", "create table event (id integer)")
    assert [ocel_reader(each) for each in sorted(tmp_path.iterdir())] == [None, None, None]
    assert [each.name for each in find_tables(tmp_path)] == ["event", "orders"]


def test_the_tables_of_a_database_are_there_beside_the_six(tmp_path: Path) -> None:
    names = {each.name for each in find_tables(write_log(tmp_path, "2.sqlite"))}
    assert names >= {*TABLES, "event_place", "object_order"}


def test_a_time_that_is_none_is_told_with_its_event(tmp_path: Path) -> None:
    file = write_log(tmp_path, "1.csv")
    file.write_text(file.read_text(encoding="utf-8").replace("13:00:00+01:00", "25:00:00"), encoding="utf-8")
    with pytest.raises(SourceError, match=r"log\.csv, e1: '2024-03-01 25:00:00' is no time"):
        loaded(file)
