"""`orderproof explain` tells what was promised and everything that all ledgers say, from the answers or the source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.histories import SHIPPED, orderproof, record, same_process

if TYPE_CHECKING:
    from pathlib import Path

STORY = " | ".join(f"place O{number} 1xMUG 10.00 EUR | ship O{number} 2" for number in range(4)) + " | wait 1d"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    told = orderproof("audit", record(folder / "shop", STORY), "--only", SHIPPED, "--out", folder / "answers")
    assert told.returncode == 1
    return folder / "answers"


def fingerprints(run: Path) -> dict[str, str]:
    lines = (run / "findings.ndjson").read_text(encoding="utf-8").splitlines()
    return {each["subject"]["order_id"]: each["fingerprint"] for each in map(json.loads, lines)}


def test_a_finding_is_explained_by_the_beginning_of_its_fingerprint(run: Path) -> None:
    told = orderproof("explain", fingerprints(run)["O0"][:12], "--run", run)
    assert (told.returncode, told.stderr) == (0, "")
    for words in (SHIPPED, "O0", "Evidence in time order", "change=shipped"):
        assert words in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 80


@pytest.mark.parametrize("order", ["O0", "O1", "O2", "O3"])
def test_every_finding_has_its_rows_in_time_order_kept_or_read_again(run: Path, order: str) -> None:
    told = same_process("explain", fingerprints(run)[order], "--run", run, "--json")
    form = json.loads(told.stdout)
    assert [each["ledger"] for each in form["rows"]].count("line_changes") == 1
    assert {each["row"]["order_id"] for each in form["rows"]} == {order}
    times = [each["row"]["occurred_at"] for each in form["rows"]]
    assert times == sorted(times)
    assert form["finding"]["rule"] == SHIPPED
    assert form["statement"]


def test_an_unknown_fingerprint_ends_with_3_and_the_nearest(run: Path) -> None:
    told = same_process("explain", "zz", "--run", run)
    assert (told.returncode, told.stdout) == (3, "")
    assert "no finding has the fingerprint `zz`. The nearest are " in told.stderr


def test_a_folder_without_answers_ends_with_3(tmp_path: Path) -> None:
    told = same_process("explain", "aa", "--run", tmp_path)
    assert (told.returncode, told.stderr.count("\n")) == (3, 1)
