"""`orderproof known-bugs`: the list, one of it, and what is said of one that there is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from orderproof.cli import run
from orderproof.session import pairs
from orderproof.session.pairs import NOT_SHOWN, SHOWN, Executed

if TYPE_CHECKING:
    from pathlib import Path


def test_the_known_bugs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known-bugs", "--json"]) == 0
    assert {"KB-V008", "KB-V013"} <= {each["name"] for each in json.loads(capsys.readouterr().out)}


def test_one_known_bug_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known-bugs", "KB-V008"]) == 0
    assert "KB-V008" in capsys.readouterr().out


def test_a_known_bug_that_is_not_there_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known-bugs", "KB-X999"]) == 3
    assert "KB-X999" in capsys.readouterr().err


@pytest.mark.parametrize(("ended", "code"), [(SHOWN, 0), (NOT_SHOWN, 1)])
def test_executing_ends_by_whether_all_were_convicted(
    ended: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = Executed("KB-V008", ended, "3.7.0", 1, "3.7.1", 0, 1)
    monkeypatch.setattr(pairs, "execute", lambda _names, _out, _progress: [done])
    assert run(["known-bugs", "KB-V008", "--run", "--json", "--out", str(tmp_path)]) == code
    assert json.loads(capsys.readouterr().out)[0]["ended"] == ended
