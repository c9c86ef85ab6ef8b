"""A log that claims to be an exported history is one, or is refused with the place."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path  # noqa: TC003 - pytest reads it
from typing import Any

import duckdb
import pytest

from orderproof.errors import SourceError
from orderproof.history.ocel.export import export_ocel
from orderproof.history.ocel.restore import is_history, restore_ocel
from orderproof.history.sources import open_source
from orderproof.history.store import rows_relations
from orderproof.model.ledgers.journey import Orders
from tests.history.ocel.logs import write_log


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    with duckdb.connect() as con:
        relations = rows_relations(con, [Orders(row_id="1", order_id="A", currency="EUR")])
        for ending in (".json", ".sqlite"):
            export_ocel(con, relations, tmp_path / f"log{ending}")
    return tmp_path


@pytest.mark.parametrize("form", ["2.json", "2.sqlite"])
def test_somebody_elses_log_is_no_history(tmp_path: Path, form: str) -> None:
    assert not is_history(write_log(tmp_path, form))


CHANGES: list[tuple[Any, str]] = [
    (lambda log: log["events"][0]["attributes"].append({"name": "colour", "value": "red"}), "'colour' is no column"),
    (lambda log: log["events"][0]["attributes"].pop(), "event orders-1: .* is missing"),
    (lambda log: log["events"][0].update(type="orderproof.order"), "is no ledger's"),
    (lambda log: log["objects"].pop(0), "not a log as `orderproof export` writes it"),
    (lambda log: log["objects"][0]["attributes"].append({"name": "notes", "value": "{"}), "no list of texts"),
]


@pytest.mark.parametrize(("change", "says"), CHANGES)
def test_what_was_changed_by_hand_is_refused_with_its_place(exported: Path, change: Any, says: str) -> None:
    file = exported / "log.json"
    log = json.loads(file.read_text(encoding="utf-8"))
    change(log)
    file.write_text(json.dumps(log), encoding="utf-8")
    with pytest.raises(SourceError, match=says):
        list(restore_ocel(file).rows)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("drop table event_orders", "no whole log of a history: no such table: event_orders"),
        ("update event_orders set currency = null", "event orders-1: currency is missing"),
        ("delete from object_history", "no whole log of a history: no row of history"),
    ],
)
def test_a_database_that_was_changed_by_hand_is_refused_with_its_place(exported: Path, sql: str, says: str) -> None:
    with closing(sqlite3.connect(exported / "log.sqlite")) as database:
        database.execute(sql)
        database.commit()
    with pytest.raises(SourceError, match=says):
        list(restore_ocel(exported / "log.sqlite").rows)


@pytest.mark.parametrize("ending", [".json", ".sqlite"])
def test_an_exported_history_is_opened_without_a_mapping(exported: Path, ending: str) -> None:
    with duckdb.connect() as con:
        history = open_source(con, exported / f"log{ending}", mapping=None, profile=None)
        assert (list(history.relations), history.mapping) == (["orders"], None)
