"""The skeleton of a mapping is one: put in tables and columns, and it maps them."""

from __future__ import annotations

import re
from pathlib import Path  # noqa: TC003 - pytest reads it

import duckdb
import pytest

from orderproof.errors import MappingError
from orderproof.history.mapping import mapping_of, profile_of, write_skeleton
from orderproof.history.skeleton import SKELETON_LEDGERS
from orderproof.history.sources import open_source
from orderproof.model.ledgers import COLUMNS
from tests.history.made_sources import csv_file

VALUES = {"VARCHAR": "A", "BIGINT": "1", "TIMESTAMP": "2024-03-01 12:00:00", "BOOLEAN": "true"}


def test_the_skeleton_has_a_file_per_ledger_a_profile_and_a_page_to_read(tmp_path: Path) -> None:
    written = write_skeleton(tmp_path / "ours")
    assert {each.name for each in written} == {
        "README.md",
        "profile.toml",
        *(f"{each}.sql" for each in SKELETON_LEDGERS),
    }
    assert profile_of(mapping_of(tmp_path / "ours")).name == "ours"


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "orders.sql").write_text("mine", encoding="utf-8")
    with pytest.raises(MappingError, match="this is not an empty folder"):
        write_skeleton(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["orders.sql"]


@pytest.mark.parametrize("ledger", SKELETON_LEDGERS)
def test_every_column_of_the_skeleton_maps_once_its_dashes_are_gone(tmp_path: Path, ledger: str) -> None:
    write_skeleton(tmp_path / "ours")
    for file in (tmp_path / "ours").glob("*.sql"):
        if file.stem != ledger:
            file.unlink()
    sql = tmp_path / "ours" / f"{ledger}.sql"
    head, select, body = sql.read_text(encoding="utf-8").partition("select\n")
    sql.write_text(head + select + re.sub(r"^    -- ", "    ", body, flags=re.MULTILINE), encoding="utf-8")
    columns = {f"your_{each.name}": (each.values or (VALUES[each.sql_type],))[0] for each in COLUMNS[ledger]}
    columns |= {f"your_{each.name}": "EUR" for each in COLUMNS[ledger] if "currency" in each.name}
    columns |= {"your_key": "k1", "your_currency": "EUR", "when_it_happened": VALUES["TIMESTAMP"]}
    csv_file(tmp_path / "data" / f"your_{ledger}.csv", ",".join(columns), ",".join(columns.values()))
    with duckdb.connect() as con:
        history = open_source(con, tmp_path / "data", mapping=tmp_path / "ours", profile=None)
    own = {each.name for each in COLUMNS[ledger] if not each.envelope}
    assert own - history.filled[ledger] == set()
