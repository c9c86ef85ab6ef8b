"""The shop on the shelf: what it needs, what it opens with, what it declares of itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from orderproof.model.profile import parse_profile
from orderproof.model.words import SURFACES
from orderproof.systems.shop import system
from orderproof.systems.shop.process import catalogue

if TYPE_CHECKING:
    import pytest


def test_a_machine_without_the_packages_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.missing() == ()
    monkeypatch.setattr(system, "PACKAGES", ("starlette", "no_such_package"))
    assert system.missing() == ("packages no_such_package: pip install 'orderproof[play]'",)


def test_the_shelves_are_filled_with_plenty_and_with_a_few_rare_things() -> None:
    received = Counter(str(each.arguments["sku"]).partition("-")[0] for each in system.opening())
    assert received["MUG"] == len(catalogue()["locations"])
    assert (received["RARE"], received["CHAIR"]) == (100, 0)
    assert {each.verb for each in system.opening()} == {"receive_stock"}


def test_facts_have_a_witness_other_than_the_shop() -> None:
    profile = parse_profile(system.profile(), "profile.toml")
    for ledger, kind in (
        ("payments", "capture"),
        ("line_changes", "shipped"),
        ("stock_moves", "ship"),
        ("scans", None),
    ):
        assert profile.witness_of(ledger, kind) != "system"
    assert set(profile.surfaces) <= set(SURFACES)
