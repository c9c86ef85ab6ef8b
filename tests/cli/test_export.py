"""`orderproof export` hands a history on, and `audit` judges what comes back as it judged the history."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - pytest reads it

import pytest

from tests.cli.histories import FAULTY, record, same_process

PROFILE = """name = "shop"
[witness]
payments = "gateway*"
line_changes = "warehouse"
[terminal]
order = ["delivered"]
"""


@pytest.mark.parametrize("ending", ["sqlite", "json", "jsonocel"])
def test_an_exported_history_gets_the_same_verdicts(tmp_path: Path, ending: str) -> None:
    history, file = record(tmp_path / "history", FAULTY, PROFILE), tmp_path / f"log.{ending}"
    told = same_process("export", history, "--ocel", file)
    assert (told.returncode, told.stdout) == (0, f"{file}: 14 rows of 4 ledgers\n")
    before, after = (json.loads(same_process("audit", each, "--json").stdout) for each in (history, file))
    assert (before.pop("source"), after.pop("source")) == ("history", file.name)
    assert before == after
    assert [each["rule"] for each in after["rules"] if each["verdict"] == "broken"] != []


def test_what_was_written_is_told_as_json(tmp_path: Path) -> None:
    history = record(tmp_path / "history", FAULTY)
    told = json.loads(same_process("export", history, "--ocel", tmp_path / "log.json", "--json").stdout)
    assert told == {
        "file": str(tmp_path / "log.json"),
        "rows": {"line_changes": 4, "lines": 3, "orders": 3, "payments": 4},
    }


def test_an_export_of_nothing_or_onto_something_ends_with_3(tmp_path: Path) -> None:
    history = record(tmp_path / "history", FAULTY)
    (tmp_path / "there.json").write_text("mine", encoding="utf-8")
    for source, file in ((tmp_path / "none", "log.json"), (history, "there.json"), (history, "log.txt")):
        told = same_process("export", source, "--ocel", tmp_path / file)
        assert (told.returncode, told.stdout, told.stderr.count("\n")) == (3, "", 1)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["history", "there.json"]
