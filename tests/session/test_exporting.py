"""What is exported is the history as it was read, with the profile in force."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads it

from orderproof.history.ocel.restore import restore_ocel
from orderproof.session.exporting import export
from tests.cli.histories import FAULTY, record
from tests.history.made_sources import csv_file, mapping_folder


def test_a_profile_that_is_given_goes_with_the_history(tmp_path: Path) -> None:
    history = record(tmp_path / "history", FAULTY, 'name = "shop"\n')
    (tmp_path / "own.toml").write_text('name = "own"\n', encoding="utf-8")
    export(history, tmp_path / "a.json", mapping=None, profile=None)
    export(history, tmp_path / "b.json", mapping=None, profile=tmp_path / "own.toml")
    profiles = [restore_ocel(tmp_path / each).profile for each in ("a.json", "b.json")]
    assert profiles == ['name = "shop"\n', 'name = "own"\n']


def test_tables_are_exported_as_the_ledgers_that_a_mapping_makes_of_them(tmp_path: Path) -> None:
    source = csv_file(tmp_path / "sales.csv", "id", "A", "B")
    mapping = mapping_folder(tmp_path / "map", orders="select id as order_id, 'EUR' as currency from sales")
    done = export(source, tmp_path / "log.json", mapping=str(mapping), profile=None)
    assert dict(done.rows) == {"orders": 2}
    assert [each.row_id for each in restore_ocel(tmp_path / "log.json").rows] == ["1", "2"]
