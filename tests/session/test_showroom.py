"""The showroom: the contract suite on a fresh system, and one that stands open until it is stopped."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest

from orderproof.drive.bench import Bench, Check, UnmetError
from orderproof.drive.contract import CHECKS
from orderproof.errors import InputError
from orderproof.model.profile import Profile
from orderproof.report.shelves import Checked
from orderproof.session.booting import ready
from orderproof.session.showroom import check, declared, down, tried
from orderproof.systems.shelf import system_names, system_of
from tests.drive.made import play_in

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-c", "from orderproof.cli import main; main()"]


WHY, GAP = "it matters", "It has no keys."


def test_the_shop_keeps_the_whole_contract() -> None:
    assert [(each.name, each.why) for each in check("shop") if each.ended != "passed"] == []


@pytest.mark.skipif(not os.environ.get("ORDERPROOF_THOROUGH"), reason="a minute and a half for each database")
@pytest.mark.parametrize("database", ["sqlite", "embedded"])
def test_vendure_keeps_the_contract_but_for_what_its_profile_says_it_lacks(database: str) -> None:
    vendure = system_of("vendure")
    if lacking := vendure.missing():
        pytest.skip(f"it lacks {'; '.join(lacking)}")
    try:
        ready("vendure", None, lambda _: None)
    except InputError as absent:
        pytest.skip(str(absent))
    ended = {each.name: (each.ended, each.why) for each in check("vendure", database)}
    gaps = declared(vendure.profile(), "vendure").lacks
    assert {name: how for name, how in ended.items() if how[0] != "passed"} == {
        name: ("declared gap", why) for name, why in gaps.items()
    }


@pytest.mark.parametrize("name", system_names())
def test_what_a_system_declares_as_lacking_is_a_check_and_what_it_offers_is_named(name: str) -> None:
    profile = declared(system_of(name).profile(), name)
    assert set(profile.lacks) <= {each.name for each in CHECKS}
    assert {"cart_add", "place", "look"} <= set(profile.commands)


def test_a_lack_of_a_check_that_there_is_not_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"'one key, one oder' is no check .*Did you mean one key, one order\?"):
        declared('[lacks]\n"one key, one oder" = "It has none."', "p.toml")


def ended(folder: Path, lacks: dict[str, str], unmet: Exception | None = None, more: str | None = None) -> Checked:
    async def run(_bench: Bench) -> str | None:
        await asyncio.sleep(0)
        if unmet is not None:
            raise unmet
        return more

    play, _, _ = play_in(folder)
    with play.recorder:
        return asyncio.run(tried(Bench(play, Profile(lacks=lacks)), Check("keys", WHY, run)))


def test_a_check_that_holds_has_passed_and_says_why_it_matters_and_how_well_it_holds(tmp_path: Path) -> None:
    assert ended(tmp_path, {}) == Checked("keys", "passed", WHY)
    assert ended(tmp_path, {"other": GAP}, more="4 of 5 proven") == Checked("keys", "passed", f"{WHY}; 4 of 5 proven")


def test_a_check_that_does_not_hold_has_failed_and_says_what_is_unmet(tmp_path: Path) -> None:
    assert ended(tmp_path, {"other": GAP}, UnmetError("two orders")) == Checked("keys", "failed", "two orders")
    assert ended(tmp_path, {}, ValueError("x")) == Checked("keys", "failed", "ValueError: x")


def test_a_check_that_is_lacking_and_does_not_hold_is_a_declared_gap(tmp_path: Path) -> None:
    assert ended(tmp_path, {"keys": GAP}, UnmetError("two orders")) == Checked("keys", "declared gap", GAP)


def test_a_check_that_is_declared_as_lacking_and_holds_has_failed(tmp_path: Path) -> None:
    assert ended(tmp_path, {"keys": GAP}) == Checked("keys", "failed", "declared as lacking, but it holds")


def test_a_system_stands_open_until_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERPROOF_CACHE", str(tmp_path))
    assert down("shop") == "shop is not running."
    started = subprocess.Popen(
        [*PROGRAM, "systems", "up", "shop"], stdout=subprocess.PIPE, text=True, env=os.environ | {"TERM": "dumb"}
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "starting shop\n"
    told = started.stdout.readline()
    state = json.loads((tmp_path / "shop.up.json").read_text(encoding="utf-8"))
    assert state["url"] in told
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
