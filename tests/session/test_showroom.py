"""The showroom: the contract suite on a fresh system, and one that stands open until it is stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

from orderproof.session.showroom import check, down

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PROGRAM = [sys.executable, "-c", "from orderproof.cli import main; main()"]


def test_the_shop_keeps_the_whole_contract() -> None:
    assert [(each.name, each.why) for each in check("shop") if each.ended != "passed"] == []


def test_a_system_stands_open_until_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERPROOF_CACHE", str(tmp_path))
    assert down("shop") == "shop is not running."
    started = subprocess.Popen(
        [*PROGRAM, "systems", "up", "shop"], stdout=subprocess.PIPE, text=True, env=os.environ | {"TERM": "dumb"}
    )
    assert started.stdout is not None
    first = started.stdout.readline()
    state = json.loads((tmp_path / "shop.up.json").read_text(encoding="utf-8"))
    assert state["url"] in first
    assert (tmp_path / "shop.up.json").stat().st_mode & 0o077 == 0
    with urllib.request.urlopen(f"{state['url']}/health", timeout=5) as answer:  # noqa: S310 - our own loopback
        assert answer.status == 200
    assert down("shop") == f"shop was asked to end (process {started.pid})."
    assert started.wait(15) == 0
    started.stdout.close()
    assert down("shop") == "shop is not running."


def test_a_process_that_is_somebody_elses_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERPROOF_CACHE", str(tmp_path))
    killed: list[int] = []
    monkeypatch.setattr("orderproof.session.showroom.os.kill", lambda pid, _number: killed.append(pid))
    (tmp_path / "shop.up.json").write_text(json.dumps({"pid": 1}), encoding="utf-8")
    assert down("shop") == "shop is not running any more."
    assert killed == []
