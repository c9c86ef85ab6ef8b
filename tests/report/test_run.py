"""run.json says what was asked, and a folder that mixes two audits, or is none, is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from orderproof.errors import InputError
from orderproof.report import answers
from orderproof.report.run import PastRun, read_run
from tests.report.judgements import REFUND
from tests.report.past_runs import RUN, WORDS, leave_answers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return leave_answers(tmp_path)


def test_what_was_asked_is_read_back(folder: Path) -> None:
    assert read_run(folder) == PastRun(RUN.request, {REFUND: WORDS})


def test_a_folder_without_answers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are no answers of an audit here"):
        read_run(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rules": {}, "request": 5}', '{"rules": {"a": {}}}'])
def test_a_run_file_of_something_else_is_refused(folder: Path, text: str) -> None:
    (folder / answers.RUN).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"it is not the run\.json of an audit"):
        read_run(folder)


def test_findings_of_another_run_are_refused(folder: Path) -> None:
    (folder / answers.FINDINGS).write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"is not the file that run\.json speaks of"):
        read_run(folder)


def test_schema_and_clock_stand_in_the_run_file(folder: Path) -> None:
    form = json.loads((folder / answers.RUN).read_text(encoding="utf-8"))
    assert {name: form[name] for name in ("schema", "orderproof", "started_at", "milliseconds", "exit_code")} == {
        "schema": 1,
        "orderproof": "0.1.0",
        "started_at": "2024-01-31T12:00:00Z",
        "milliseconds": 5,
        "exit_code": 1,
    }
    assert set(form["files"]) == {each.name for each in folder.iterdir()} - {answers.RUN}
    assert {answers.VERDICTS, answers.REPORT, answers.JUNIT} <= set(form["files"])
