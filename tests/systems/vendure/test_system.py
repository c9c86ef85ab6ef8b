"""Vendure on the shelf: what it needs, what it is made of, and what each version declares of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.model.profile import parse_profile
from orderproof.model.words import SURFACES
from orderproof.systems.vendure import boot, system
from orderproof.systems.vendure.boot import VERSION
from orderproof.systems.vendure.telling import CANONICAL
from tests.systems.vendure.made import program, setting_in

if TYPE_CHECKING:
    from pathlib import Path


def test_a_machine_is_told_all_that_it_lacks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "PACKAGES", ("starlette", "no_such_package"))
    monkeypatch.setattr(boot, "missing", lambda: ("npm",))
    assert system.missing() == ("packages no_such_package: pip install 'orderproof[play]'", "npm")


def test_the_versions_on_the_shelf_are_versions() -> None:
    assert [each for each in system.VERSIONS if VERSION.fullmatch(each) is None] == []


@pytest.mark.parametrize("version", [None, *system.VERSIONS])
def test_the_profile_of_a_version_owes_mails_only_where_it_sends_them(version: str | None) -> None:
    profile = parse_profile(system.profile(version), "profile.toml")
    owed = [(each.cause, each.template) for each in profile.notices]
    assert owed == ([] if version == "3.0.8" else [("confirmed", "order-confirmation-for")])


def test_without_its_notices_a_profile_says_all_the_rest() -> None:
    full, less = (parse_profile(system.profile(version), "profile.toml") for version in ("3.7.3", "3.0.8"))
    assert (less.surfaces, less.stock_available, less.reservation_ends, less.statuses, less.deadlines) == (
        full.surfaces, full.stock_available, full.reservation_ends, full.statuses, full.deadlines,
    )  # fmt: skip


def test_facts_have_a_witness_other_than_vendure() -> None:
    profile = parse_profile(system.profile(), "profile.toml")
    for ledger, kind in (("payments", "capture"), ("line_changes", "shipped"), ("scans", None), ("notices", None)):
        assert profile.witness_of(ledger, kind) not in {None, "system"}
    assert set(profile.surfaces) <= set(SURFACES)


def test_the_profile_and_what_is_told_map_the_same_states() -> None:
    assert dict(parse_profile(system.profile(), "profile.toml").statuses["order"]) == CANONICAL


@pytest.mark.parametrize(
    ("database", "own_file"), [(None, True), ("sqlite:////a/b.db", True), ("postgresql+psycopg://a@b/c", False)]
)
def test_a_vendure_is_made_of_the_version_and_the_database_that_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: str | None, *, own_file: bool
) -> None:
    monkeypatch.setenv("PATH", str(program(tmp_path / "bin", "npm", "/bin/cat package.json > asked")))
    setting = setting_in(tmp_path, version="3.0.8", database=database)
    assert system.make(setting).url == "http://127.0.0.1:0"
    asked = (setting.cache / "vendure-3.0.8" / "asked").read_text(encoding="utf-8")
    assert ('"better-sqlite3": "^' in asked) is own_file


def test_without_a_version_the_first_on_the_shelf_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(program(tmp_path / "bin", "npm", "exit 0")))
    system.make(setting_in(tmp_path))
    assert [each.name for each in (tmp_path / "cache").iterdir()] == [f"vendure-{system.VERSIONS[0]}"]
    system.remove(system.VERSIONS[0], tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_goods_lie_there_before_the_first_customer_comes() -> None:
    assert system.opening() == ()
