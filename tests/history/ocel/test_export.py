"""A history that is exported comes back the same: every ledger, every column, every row."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path  # noqa: TC003 - pytest reads it
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderproof.errors import SourceError
from orderproof.history.events import event_line
from orderproof.history.ocel.export import OBJECTS, export_ocel
from orderproof.history.ocel.restore import is_history, restore_ocel
from orderproof.history.store import rows_relations
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.ledgers.journey import Orders
from tests.history.made_rows import EVERY_ROW, rows_of

if TYPE_CHECKING:
    from orderproof.model.ledgers.envelope import Row

ORDER = Orders(row_id="1", order_id="A", currency="EUR")


def told(con: duckdb.DuckDBPyConnection, relations: dict[str, str]) -> dict[str, Counter[str]]:
    """Count the rows of each ledger by their text: rows may repeat, and hold maps that do not hash."""
    found: dict[str, Counter[str]] = {}
    for ledger, relation in relations.items():
        names = [each.name for each in COLUMNS[ledger]]
        rows = con.execute(f"select * from {relation}").fetchall()
        found[ledger] = Counter(event_line(LEDGERS[ledger](**dict(zip(names, row, strict=True)))) for row in rows)
    return found


def there_and_back(rows: list[Row], file: Path, empty: tuple[str, ...] = ()) -> tuple[dict[str, Counter[str]], ...]:
    with duckdb.connect() as con:
        relations = rows_relations(con, rows, empty)
        before = told(con, relations)
        export_ocel(con, relations, file)
    with duckdb.connect() as con:
        log = restore_ocel(file)
        return before, told(con, rows_relations(con, log.rows, log.ledgers))


@pytest.mark.parametrize("ending", [".json", ".sqlite"])
@settings(max_examples=4)
@pytest.mark.parametrize("ledger", sorted(LEDGERS))
@given(data=st.data())
def test_every_ledger_and_column_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, ledger: str, ending: str, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(rows_of(ledger), min_size=1, max_size=6))
    before, after = there_and_back(rows, tmp_path_factory.mktemp("log") / f"log{ending}")
    assert before == after
    assert sum(before[ledger].values()) == len(rows)


@pytest.mark.parametrize("ending", [".json", ".sqlite"])
@settings(max_examples=5)
@given(rows=st.lists(EVERY_ROW, max_size=12))
def test_a_history_of_many_ledgers_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, ending: str, rows: list[Row]
) -> None:
    before, after = there_and_back(rows, tmp_path_factory.mktemp("log") / f"log{ending}")
    assert before == after


@pytest.mark.parametrize("ending", [".json", ".sqlite"])
def test_a_ledger_that_is_there_without_a_row_is_still_there(tmp_path: Path, ending: str) -> None:
    before, after = there_and_back([ORDER], tmp_path / f"log{ending}", empty=("payments",))
    assert (before, list(after)) == (after, ["orders", "payments"])


@pytest.mark.parametrize("ending", [".json", ".sqlite"])
def test_profile_and_notes_come_back_as_they_were(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"log{ending}"
    with duckdb.connect() as con:
        export_ocel(con, rows_relations(con, [ORDER]), file, profile='name = "é"\n', notes=("torn", "cut"))
    log = restore_ocel(file)
    assert (is_history(file), log.profile, log.notes) == (True, 'name = "é"\n', ("torn", "cut"))


def test_every_key_of_a_ledger_names_an_object_of_the_log() -> None:
    keys = {key for row in LEDGERS.values() for key in row.keys} - {"location", "channel", "subject"}
    keys -= {"book", "jurisdiction", "shipping_method"}  # of policies, which are no events of any object
    assert keys - set(OBJECTS) == set()


def test_what_is_written_is_what_the_standard_asks_for(tmp_path: Path) -> None:
    """As the schema of OCEL 2.0 has it: declared types, objects before they are pointed at, times on every event."""
    with duckdb.connect() as con:
        relations = rows_relations(con, [ORDER, Orders(row_id="2", order_id="B", currency="EUR")])
        for ending in (".json", ".sqlite"):
            export_ocel(con, relations, tmp_path / f"log{ending}")
    log: dict[str, Any] = json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))
    objects = {each["id"]: each["type"] for each in log["objects"]}
    assert {each["type"] for each in log["events"]} <= {each["name"] for each in log["eventTypes"]}
    assert set(objects.values()) <= {each["name"] for each in log["objectTypes"]}
    assert [(each["id"], each["time"]) for each in log["events"]] == [
        ("orders-1", "1970-01-01T00:00:00Z"), ("orders-2", "1970-01-01T00:00:00Z"),
    ]  # fmt: skip
    assert [each["relationships"] for each in log["events"]] == [
        [{"objectId": "order:A", "qualifier": "order_id"}], [{"objectId": "order:B", "qualifier": "order_id"}],
    ]  # fmt: skip
    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as database:
        assert database.execute("select * from event_object order by 1").fetchall() == [
            ("orders-1", "order:A", "order_id"), ("orders-2", "order:B", "order_id"),
        ]  # fmt: skip
        assert database.execute("select ocel_id, order_id, currency, channel from event_orders").fetchall() == [
            ("orders-1", "A", "EUR", None), ("orders-2", "B", "EUR", None),
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["log.xml", "log", "there.json"])
def test_an_export_that_cannot_be_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    (tmp_path / "there.json").write_text("mine", encoding="utf-8")
    with duckdb.connect() as con, pytest.raises(SourceError, match=r"names no format|is there already"):
        export_ocel(con, rows_relations(con, [ORDER]), tmp_path / name)
    assert [(each.name, each.read_text(encoding="utf-8")) for each in tmp_path.iterdir()] == [("there.json", "mine")]


@pytest.mark.parametrize("ending", [".json", ".sqlite"])
def test_an_export_that_breaks_off_leaves_nothing_behind(tmp_path: Path, ending: str) -> None:
    with duckdb.connect() as con:
        rows_relations(con, [ORDER])
        con.execute("create view broken as select * replace (error('gone') as currency) from recorded_orders")
        with pytest.raises(duckdb.Error):
            export_ocel(con, {"orders": "broken"}, tmp_path / f"log{ending}")
    assert list(tmp_path.iterdir()) == []
