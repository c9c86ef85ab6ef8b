"""`orderproof systems`: the list, the contract suite, and words that are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.histories import same_process

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_list_says_what_is_ready() -> None:
    done = same_process("systems")
    assert done.returncode == 0
    assert "shop" in done.stdout
    assert [each["name"] for each in json.loads(same_process("systems", "--json").stdout)] == ["shop", "vendure"]


def test_the_contract_suite_ends_with_0_where_everything_is_kept() -> None:
    done = same_process("systems", "check", "shop", "--json")
    assert done.returncode == 0, done.stdout
    assert {each["ended"] for each in json.loads(done.stdout)} == {"passed"}


def test_an_action_and_a_system_that_are_not_there_are_refused() -> None:
    for words, says in ((("chek",), "`check`"), (("check", "shpo"), "there is no system")):
        done = same_process("systems", *words)
        assert done.returncode == 3
        assert says.strip("`") in done.stderr


def test_stopping_what_does_not_run_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERPROOF_CACHE", str(tmp_path))
    done = same_process("systems", "down", "shop")
    assert (done.returncode, done.stdout) == (0, "shop is not running.\n")
