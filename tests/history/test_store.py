"""What was recorded is what the sealed ledgers say: every column, sorted, whole or not at all."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orderproof.errors import SourceError
from orderproof.history.events import event_line
from orderproof.history.folder import read_head
from orderproof.history.recorder import Recorder
from orderproof.history.store import history_notes, history_relations, seal, sorted_by, write
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.ledgers.journey import Orders
from tests.history.made_rows import EVERY_ROW, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from orderproof.model.ledgers.envelope import Row


def order(order_id: str) -> Orders:
    return Orders(row_id=f"row of {order_id}", order_id=order_id, currency="EUR")


def told(rows: Iterable[Row]) -> Counter[str]:
    """Count rows by their text: rows may repeat, and hold maps that do not hash."""
    return Counter(event_line(row) for row in rows)


def stored(folder: Path) -> Counter[str]:
    with duckdb.connect() as con:
        relations = history_relations(con, folder)
        found: list[Row] = []
        for ledger, relation in relations.items():
            names = [each.name for each in COLUMNS[ledger]]
            for values in con.execute(f"SELECT * FROM {relation}").fetchall():
                given_values: dict[str, Any] = dict(zip(names, values, strict=True))
                found.append(LEDGERS[ledger](**given_values))
        return told(found)


@settings(max_examples=3)
@pytest.mark.parametrize("ledger", sorted(LEDGERS))
@given(data=st.data())
def test_every_ledger_reads_back_as_recorded_before_and_after_sealing(
    tmp_path_factory: pytest.TempPathFactory, ledger: str, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(rows_of(ledger), min_size=1, max_size=6))
    folder = tmp_path_factory.mktemp("history")
    with Recorder(folder) as recorder:
        for row in rows:
            recorder.append(row)
    before = stored(folder)
    seal(folder)
    assert (before, stored(folder)) == (told(rows), told(rows))


@settings(max_examples=5)
@given(rows=st.lists(EVERY_ROW, max_size=8))
def test_rows_of_many_ledgers_are_written_at_once(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    folder = tmp_path_factory.mktemp("history")
    write(rows, folder)
    assert stored(folder) == told(rows)


def test_a_relation_has_every_column_of_its_ledger_in_order_and_type(tmp_path: Path) -> None:
    write([order("A")], tmp_path / "h")
    with duckdb.connect() as con:
        relation = history_relations(con, tmp_path / "h")["orders"]
        described = [(name, kind) for name, kind, *_ in con.execute(f"DESCRIBE {relation}").fetchall()]
    assert described == [(each.name, each.sql_type) for each in COLUMNS["orders"]]


def test_a_stored_ledger_is_sorted_by_its_keys_and_then_by_time(tmp_path: Path) -> None:
    write([order(each) for each in "CABDA"], tmp_path / "h")
    with duckdb.connect() as con:
        found = con.execute(f"SELECT order_id FROM '{tmp_path}/h/ledgers/orders.parquet'").fetchall()
    assert [each for (each,) in found] == ["A", "A", "B", "C", "D"]
    assert sorted_by("stock_moves") == "sku, location, occurred_at, source, row_id"


def test_ledgers_without_a_row_are_absent(tmp_path: Path) -> None:
    write([order("A")], tmp_path / "h")
    with duckdb.connect() as con:
        assert list(history_relations(con, tmp_path / "h")) == ["orders"]


def test_what_was_torn_off_is_still_said_after_sealing(tmp_path: Path) -> None:
    with Recorder(tmp_path, run="torn") as recorder:
        recorder.append(order("A"))
    with (tmp_path / "events.jsonl").open("ab") as file:
        file.write(b'{"id":')
    before = history_notes(tmp_path)
    seal(tmp_path)
    assert before == history_notes(tmp_path)
    assert before == (
        "events.jsonl: the last line was torn off after 6 bytes (a crash while recording) and is left out.",
    )
    assert read_head(tmp_path).run == "torn"
    assert stored(tmp_path) == told([order("A")])


def test_a_recording_that_cannot_be_sealed_leaves_nothing_behind(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder:
        recorder.append(order("A"))
    with (tmp_path / "events.jsonl").open("a") as file:
        file.write("{}\n")
    with pytest.raises(SourceError):
        seal(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["events.jsonl", "history.json"]


def test_rows_that_cannot_be_written_leave_no_folder_behind(tmp_path: Path) -> None:
    def rows() -> Iterable[Row]:
        yield order("A")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(rows(), tmp_path / "h")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_a_quote_in_its_name_is_a_folder(tmp_path: Path) -> None:
    write([order("A")], tmp_path / "Brien's")
    assert stored(tmp_path / "Brien's") == told([order("A")])


def refused(folder: Path) -> str:
    with duckdb.connect() as con, pytest.raises(SourceError) as error:
        history_relations(con, folder)
    return str(error.value)


def rewritten(folder: Path, select: str, name: str = "orders") -> Path:
    write([order("A")], folder)
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE kept AS SELECT * FROM '{folder}/ledgers/orders.parquet'")
        con.execute(f"COPY (SELECT {select} FROM kept) TO '{folder}/ledgers/{name}.parquet'")
    return folder


@pytest.mark.parametrize(
    ("select", "name", "says"),
    [
        ("*", "order", "'order' is no ledger. Did you mean orders?"),
        ("*, 1 AS curency", "orders", "'curency' is no column of orders. Did you mean currency?"),
        ("* EXCLUDE (currency)", "orders", "the column currency is missing."),
        ("* REPLACE (1.5 AS priority)", "orders", "orders.priority is BIGINT."),
        ("* REPLACE (occurred_at::TIMESTAMPTZ AS occurred_at)", "orders", "occurred_at is TIMESTAMP WITH TIME ZONE."),
    ],
)
def test_a_ledger_of_another_shape_is_refused(tmp_path: Path, select: str, name: str, says: str) -> None:
    assert says in refused(rewritten(tmp_path / "h", select, name))


def test_a_column_that_an_older_history_lacks_is_null(tmp_path: Path) -> None:
    rewritten(tmp_path / "h", "* EXCLUDE (priority)")
    assert stored(tmp_path / "h") == told([order("A")])


def test_a_ledger_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    write([order("A")], tmp_path / "h")
    (tmp_path / "h" / "ledgers" / "orders.parquet").write_bytes(b"order_id\nA\n")
    assert "orders.parquet: this cannot be read" in refused(tmp_path / "h")


def test_a_history_without_rows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "history.json").write_text(json.dumps({"schema": 1, "run": "x"}))
    assert "this history has no rows" in refused(tmp_path)


def test_nothing_is_written_over_what_is_there(tmp_path: Path) -> None:
    write([order("A")], tmp_path / "h")
    with pytest.raises(SourceError, match="something is there already"):
        write([order("B")], tmp_path / "h")
    with pytest.raises(SourceError, match="this history is sealed already"):
        seal(tmp_path / "h")
    with pytest.raises(SourceError, match="this history is sealed"):
        Recorder(tmp_path / "h")
    assert stored(tmp_path / "h") == told([order("A")])
