"""`orderproof mappings` lists the known data shapes, shows one, and begins one for tables of your own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from orderproof.history.mapping import list_mappings
from tests.cli.histories import same_process
from tests.history.proposal.shops import web_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_every_mapping_is_listed_and_has_its_page() -> None:
    told = same_process("mappings")
    assert told.returncode == 0
    assert [name for name in list_mappings() if name not in told.stdout] == []
    assert [each["mapping"] for each in json.loads(same_process("mappings", "--json").stdout)] == list(list_mappings())
    name = list_mappings()[0]
    assert "orders" in same_process("mappings", name).stdout
    assert json.loads(same_process("mappings", name, "--json").stdout)["built_in"] is True


def test_a_skeleton_is_begun_once_and_shown_like_any_mapping(tmp_path: Path) -> None:
    told = same_process("mappings", "init", "--out", tmp_path / "mine")
    assert told.returncode == 0
    assert str(tmp_path / "mine" / "orders.sql") in told.stdout
    assert json.loads(same_process("mappings", tmp_path / "mine", "--json").stdout)["mapping"] == "mine"
    again = same_process("mappings", "init", "--out", tmp_path / "mine")
    assert (again.returncode, again.stderr.count("\n")) == (3, 1)


def test_a_source_that_is_looked_at_gets_a_mapping_that_says_what_is_left_to_finish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    web_shop(tmp_path / "shop")
    told = same_process("mappings", "init", "shop")
    assert told.returncode == 0
    assert "places marked `finish:`" in told.stdout
    assert "orderproof audit shop --mapping shop-mapping" in told.stdout
    assert same_process("audit", "shop", "--mapping", "shop-mapping").returncode in (0, 1)
    fresh = json.loads(same_process("mappings", "init", "shop", "--out", tmp_path / "other", "--json").stdout)
    assert set(fresh["files"]) == {each.name for each in (tmp_path / "other").iterdir()}
    assert fresh["unfinished"] > 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("init",),
        ("init", "no-such-source"),
        ("no-such-mapping",),
        ("northwind", "somewhere"),
        ("northwind", "--out", "somewhere"),
    ],
)
def test_a_wrong_mapping_ends_with_3(arguments: tuple[str, ...]) -> None:
    told = same_process("mappings", *arguments)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (3, "", 1)
