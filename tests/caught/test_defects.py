"""Every planted defect is convicted by the rules that say so, in a few seconds of a directed play."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from orderproof.model.verdict import Verdict
from orderproof.rulebook.book import load_book
from orderproof.session.play import PlayRequest, play
from orderproof.systems.shelf import HERE, defects_of
from tests.house.tree import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.systems.shelf import Defect

DEFECTS = defects_of("shop")
FOLDER = HERE / "shop" / "defects"
ORDERS = 24
PLAY_SECONDS_MAX = 10
LINES_MAX = 15
HARD_TO_SEE_MIN = 6
"""So many show only under concurrency, retry or time-out."""


def convicting(defect: str) -> list[str]:
    return [name for name, rule in load_book(()).rules.items() if defect in rule.plants]


def changed_lines(file: Path) -> int:
    """Count the lines that are neither documentation nor imports."""
    module = ast.parse(file.read_text(encoding="utf-8"))
    lines: set[int] = set()
    for node in module.body:
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_typing = isinstance(node, ast.If)
        if not isinstance(node, ast.Import | ast.ImportFrom) and not is_text and not is_typing:
            for each in ast.walk(node):
                if isinstance(each, ast.stmt) and not (
                    isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
                ):
                    lines.add(each.lineno)
    return len(lines)


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=list(DEFECTS))
def test_a_planted_defect_is_convicted_by_its_rule(tmp_path: Path, defect: Defect) -> None:
    played = play(
        PlayRequest(
            out=tmp_path / "out", seed=7, orders=ORDERS, days=1, journeys=defect.journeys, defects=(defect.name,)
        )
    )
    verdicts = {each.rule: each.verdict for each in played.judgement.rules}
    print(f"{defect.name}: {played.campaign.wall_seconds:.1f} s of play")
    assert {rule: verdicts[rule] for rule in convicting(defect.name)} == dict.fromkeys(
        convicting(defect.name), Verdict.BROKEN
    )


def test_every_defect_has_a_rule_that_convicts_it_and_every_plant_is_there() -> None:
    planted = {name for rule in load_book(()).rules.values() for name in rule.plants}
    assert planted == set(DEFECTS)
    assert len(DEFECTS) == 20


@pytest.mark.parametrize("file", sorted(FOLDER.glob("[a-z]*.py")), ids=lambda file: file.stem)
def test_a_defect_changes_few_lines(file: Path) -> None:
    assert changed_lines(file) <= LINES_MAX


def test_some_defects_show_only_when_things_overlap_or_answers_are_late() -> None:
    assert len([each for each in DEFECTS.values() if each.shows != "always"]) >= HARD_TO_SEE_MIN
    assert {each.pillar for each in DEFECTS.values()} == {"journey", "stock", "money", "story"}


def test_the_honest_shop_knows_neither_defects_nor_tests_nor_seeds() -> None:
    server = "\n".join(
        file.read_text(encoding="utf-8")
        for file in sorted((PACKAGE / "systems" / "shop" / "server").glob("*.py"))
        if file.name != "app.py"
    )
    named = [name for name in DEFECTS if name in server or name.replace("-", "_") in server]
    assert named == []
    assert re.findall(r"\b(?:seed|pytest|defects?)\b", server) == []
