"""`orderproof demo` shows a newcomer what is found, with nothing at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.histories import orderproof, same_process

if TYPE_CHECKING:
    from pathlib import Path


def test_every_planted_fault_of_the_demo_is_found_and_ends_with_1(tmp_path: Path) -> None:
    told = orderproof("demo", "--out", tmp_path / "demo")
    assert (told.returncode, told.stderr) == (1, "")
    planted, found = told.stdout.splitlines()[-1].removeprefix("planted: ").split(" faults, ")
    assert found == f"{planted} of them found"
    assert {each.name for each in (tmp_path / "demo").iterdir()} >= {"history", "findings.ndjson", "summary.md"}


def test_a_demo_does_not_write_over_the_history_of_another(tmp_path: Path) -> None:
    (tmp_path / "history").mkdir()
    told = same_process("demo", "--out", tmp_path)
    assert (told.returncode, told.stdout) == (3, "")
    assert "there is a history already" in told.stderr
