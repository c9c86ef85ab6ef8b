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
LINES_MAX = 15
HARD_TO_SEE_MIN = 6
"""So many show only under concurrency, retry or time-out."""
REFERENCE = re.compile(r"#\d+|\b[0-9a-f]{10}\b|\bKB-[A-Z]\d{3}\b")
"""An issue, a commit, or a row of the corpus of known bugs."""


def convicting(defect: str) -> list[str]:
    return [name for name, rule in load_book(()).rules.items() if defect in rule.plants]


def is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def changed_lines(code: str) -> int:
    """Count the lines of statements that are neither documentation nor imports, every line of a long one."""
    lines: set[int] = set()
    for node in ast.parse(code).body:
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.If):
            for each in ast.walk(node):
                if isinstance(each, ast.stmt) and not is_text(each):
                    last = each.lineno if hasattr(each, "body") else each.end_lineno or each.lineno
                    lines |= set(range(each.lineno, last + 1))
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
    assert len(DEFECTS) == 23


@pytest.mark.parametrize("file", sorted(FOLDER.glob("[a-z]*.py")), ids=lambda file: file.stem)
def test_a_defect_changes_few_lines(file: Path) -> None:
    assert 1 <= changed_lines(file.read_text(encoding="utf-8")) <= LINES_MAX


def test_every_line_of_a_long_statement_counts_and_no_line_of_text_or_imports() -> None:
    code = '"""Text."""\nimport json\n\ndef swap(parts):\n    """Text."""\n    return replace(\n        parts,\n    )\n'
    assert changed_lines(code) == 4


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=list(DEFECTS))
def test_a_defect_says_what_it_does_and_cites_public_cases_that_can_be_found(defect: Defect) -> None:
    uncited = [each for each in defect.case.split(";") if REFERENCE.search(each) is None]
    assert (uncited, defect.about.endswith("."), bool(defect.journeys)) == ([], True, True)
    assert defect.shows in {"always", "concurrency", "retry", "timeout"}


def test_some_defects_show_only_when_things_overlap_or_answers_are_late() -> None:
    assert len([each for each in DEFECTS.values() if each.shows != "always"]) >= HARD_TO_SEE_MIN
    assert {each.pillar for each in DEFECTS.values()} == {"journey", "stock", "money", "story"}


def test_the_honest_shop_knows_neither_defects_nor_tests_nor_seeds() -> None:
    """The one place that swaps parts in by name is `app.py`, which names the folder and nothing in it."""
    files = sorted((PACKAGE / "systems" / "shop" / "server").glob("*.py"))
    server = {file.name: file.read_text(encoding="utf-8") for file in files}
    everything = "\n".join(server.values())
    named = [name for name in DEFECTS if name in everything or name.replace("-", "_") in everything]
    assert named == []
    assert re.findall(r"\b(?:seed|test|pytest)\b", everything) == []
    assert {name for name, code in server.items() if re.search(r"\bdefects?\b", code)} == {"app.py"}
