"""What several books hold becomes one history that can be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from orderproof.drive.gathering import gather
from orderproof.history.recorder import Recorder
from orderproof.history.store import history_relations
from orderproof.model.ledgers.journey import Lines

if TYPE_CHECKING:
    from pathlib import Path


def test_all_books_are_one_history_and_an_empty_folder_is_no_book(tmp_path: Path) -> None:
    for name in ("driver", "warehouse"):
        with Recorder(tmp_path / name) as recorder:
            recorder.append(Lines(source=name, row_id="1", order_id="A", line_id="1", sku="MUG", quantity=1))
    books = [tmp_path / "driver", tmp_path / "warehouse", tmp_path / "nobody"]
    gather(books, 'name = "test"\n', tmp_path / "history", run="test")
    with duckdb.connect() as con:
        relation = history_relations(con, tmp_path / "history")["lines"]
        assert con.execute(f"select source from {relation} order by source").fetchall() == [("driver",), ("warehouse",)]
    assert (tmp_path / "history" / "profile.toml").read_text(encoding="utf-8") == 'name = "test"\n'


def test_the_torn_last_line_of_a_killed_witness_is_left_out(tmp_path: Path) -> None:
    with Recorder(tmp_path / "gateway") as recorder:
        for order in ("A", "B"):
            recorder.append(Lines(source="s", row_id=order, order_id=order, line_id="1", sku="MUG", quantity=1))
    events = tmp_path / "gateway" / "events.jsonl"
    events.write_bytes(events.read_bytes()[:-20])
    gather([tmp_path / "gateway"], "", tmp_path / "history", run="test")
    with duckdb.connect() as con:
        relation = history_relations(con, tmp_path / "history")["lines"]
        assert con.execute(f"select row_id from {relation}").fetchall() == [("A",)]
