"""A history is a folder with a head; what is built beside it appears whole or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from orderproof.errors import SourceError
from orderproof.history.folder import Head, read_head, start_folder, whole_or_nothing, write_head

if TYPE_CHECKING:
    from pathlib import Path


def test_a_head_reads_back_as_it_was_written(tmp_path: Path) -> None:
    head = Head("campaign 7", "profile.toml", ("one line was torn off",))
    write_head(tmp_path, head)
    assert read_head(tmp_path) == head
    assert json.loads((tmp_path / "history.json").read_text()) == {
        "schema": 1, "run": "campaign 7", "profile": "profile.toml", "notes": ["one line was torn off"],
    }  # fmt: skip


def test_a_history_that_was_started_before_keeps_its_head(tmp_path: Path) -> None:
    first = start_folder(tmp_path, "first", 'name = "shop"')
    assert start_folder(tmp_path, "second", None) == first
    assert (tmp_path / "profile.toml").read_text() == 'name = "shop"'


def test_a_folder_that_is_built_well_takes_its_place(tmp_path: Path) -> None:
    with whole_or_nothing(tmp_path / "deep" / "h") as draft:
        (draft / "file").write_text("whole")
        assert not (tmp_path / "deep" / "h").exists()
    assert (tmp_path / "deep" / "h" / "file").read_text() == "whole"
    assert [each.name for each in (tmp_path / "deep").iterdir()] == ["h"]


def test_a_folder_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_or_nothing(tmp_path / "h") as draft:
            (draft / "file").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (None, "this is not a recorded history"),
        ("{", "this is not a recorded history"),
        ("[]", "this is not a recorded history"),
        ('{"schema": 1}', "this is not a recorded history (KeyError: 'run')"),
        ('{"schema": 2, "run": "x"}', "schema 2 is not known. This version reads schema 1."),
        ('{"schema": 1, "run": 1}', "schema 1 is not known."),
    ],
)
def test_a_folder_that_is_no_history_is_refused(tmp_path: Path, head: str | None, says: str) -> None:
    if head is not None:
        (tmp_path / "history.json").write_text(head)
    with pytest.raises(SourceError) as refused:
        read_head(tmp_path)
    assert says in str(refused.value)
