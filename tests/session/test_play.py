"""A play from request to answers: what is wrong is said before anything starts, and nobody is named in the end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from orderproof.errors import InputError
from orderproof.report import answers
from orderproof.session import AuditRequest, audit
from orderproof.session.play import HISTORY, PlayRequest, play

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = (
    answers.VERDICTS, answers.FINDINGS, answers.SUMMARY, answers.REPORT, answers.JUNIT, answers.EVIDENCE, answers.RUN,
)  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("play") / "out"
    played = play(PlayRequest(out=folder, seed=5, orders=10, days=1))
    assert played.judgement.findings == ()
    assert "10 customers" in played.told()[0]
    return folder


def test_a_play_leaves_a_history_and_every_answer(out: Path) -> None:
    assert (out / HISTORY / "history.json").is_file()
    assert [name for name in ANSWERS if not (out / name).is_file()] == []


def test_an_audit_of_the_history_gives_the_same_verdicts(out: Path, tmp_path: Path) -> None:
    audit(AuditRequest(source=out / HISTORY, out=tmp_path))
    assert (tmp_path / answers.VERDICTS).read_bytes() == (out / answers.VERDICTS).read_bytes()
    assert (tmp_path / answers.FINDINGS).read_bytes() == (out / answers.FINDINGS).read_bytes()


def test_nothing_that_is_kept_names_a_person(out: Path) -> None:
    for file in out.rglob("*"):
        raw = file.read_bytes() if file.is_file() else b""
        assert b"@mailbox.example" not in raw, file
        assert b"Linienstr" not in raw, file


def test_the_page_says_how_it_was_played_and_how_to_play_it_again(out: Path) -> None:
    page = (out / answers.REPORT).read_text(encoding="utf-8")
    assert "orderproof run shop --seed 5" in page
    assert json.loads((out / answers.VERDICTS).read_text(encoding="utf-8"))["orders"]["imperfect"] == 0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"system": "shpo"}, "there is no system"),
        ({"defects": ("refund-guard",)}, "has no defect"),
        ({"journeys": ("plain-oder",)}, "there is no journey"),
        ({"database": "mysql://here"}, "is no database"),
        ({"database": "somewhere"}, "is no database"),
    ],
)
def test_what_cannot_be_played_is_said_and_leaves_nothing(tmp_path: Path, wrong: dict[str, object], says: str) -> None:
    made: PlayRequest = PlayRequest(out=tmp_path / "out", **wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=says):
        play(made)
    assert not (tmp_path / "out").exists()


def test_a_history_that_is_there_already_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / HISTORY).mkdir()
    with pytest.raises(InputError, match="there is a history already"):
        play(PlayRequest(out=tmp_path))
    assert list(tmp_path.iterdir()) == [tmp_path / HISTORY]


def test_the_command_that_plays_it_again_names_everything_that_was_asked_for(tmp_path: Path) -> None:
    request = PlayRequest(
        out=tmp_path, seed=3, orders=7, journeys=("plain-order",), defects=("cancel-keeps-money",), database="embedded"
    )
    assert request.command() == (
        "orderproof run shop --seed 3 --orders 7 --journey plain-order --defect cancel-keeps-money --database embedded"
    )
