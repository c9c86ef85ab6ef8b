"""Known bugs: each pair names a system, a journey and rules that exist, and two versions that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.errors import InputError
from orderproof.hunt import known_bugs as hunt
from orderproof.hunt.known_bugs import known_bug, known_bugs
from orderproof.journeys.mix import journey_names
from orderproof.rulebook.book import load_book
from orderproof.systems.shelf import system_names

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.hunt.known_bugs import KnownBug

PAIRS = known_bugs()
PAIR = """
system = "shop"
bad = "1"
good = "2"
about = "it does"
source = "here"
journey = "plain-order"
times = 1
rules = ["money/capture-once"]
"""


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_a_pair_names_what_there_is(pair: KnownBug) -> None:
    assert pair.system in system_names()
    assert pair.journey in journey_names()
    assert set(pair.rules) <= set(load_book().rules)
    assert pair.bad != pair.good
    assert pair.times > 0
    assert pair.about
    assert pair.source


def test_there_are_at_least_eight_pairs_of_the_first_real_system() -> None:
    assert sum(each.system == "vendure" for each in PAIRS.values()) >= 8


def test_a_pair_that_is_not_there_is_told_with_one_that_is_meant() -> None:
    with pytest.raises(InputError, match="KB-V008"):
        known_bug("KB-V0008")


def test_a_file_without_all_keys_is_no_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "KB-X.toml").write_text(PAIR.replace('good = "2"\n', ""), encoding="utf-8")
    monkeypatch.setattr(hunt, "HERE", tmp_path)
    with pytest.raises(InputError, match="no pair"):
        known_bugs()


def test_a_file_with_all_keys_is_a_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "KB-X.toml").write_text(PAIR, encoding="utf-8")
    monkeypatch.setattr(hunt, "HERE", tmp_path)
    assert known_bug("KB-X").rules == ("money/capture-once",)
