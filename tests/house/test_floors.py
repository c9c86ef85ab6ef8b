"""The direction of imports is a contract: what stands below never looks up, and the answer sheet stays hidden."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest

from tests.house.tree import PACKAGE, ROOT

TESTED_OR_PLAYING = ("systems", "world", "drive", "journeys")
ANSWER_SHEET = ("audit", "oracles", "rulebook")


def contract(kind: str) -> dict[str, Any]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return next(each for each in contracts if each["type"] == kind)


def is_built(floor: str) -> bool:
    return (PACKAGE / floor).is_dir() or (PACKAGE / f"{floor}.py").is_file()


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("orderproof", cache_dir=None)


def test_a_floor_imports_only_what_stands_below_it() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("plays", TESTED_OR_PLAYING)
def test_what_is_tested_and_what_plays_knows_no_answers(graph: grimp.ImportGraph, plays: str) -> None:
    if not is_built(plays):
        pytest.skip(f"the floor {plays} is not built yet")
    known = [
        answer
        for answer in ANSWER_SHEET
        if is_built(answer)
        and graph.chain_exists(importer=f"orderproof.{plays}", imported=f"orderproof.{answer}", as_packages=True)
    ]
    assert known == []


def test_the_contract_names_every_floor_that_plays_and_every_floor_that_knows() -> None:
    forbidden = contract("forbidden")
    assert forbidden["source_modules"] == [f"orderproof.{each}.**" for each in TESTED_OR_PLAYING]
    assert forbidden["forbidden_modules"] == [f"orderproof.{each}.**" for each in ANSWER_SHEET]


def test_every_floor_that_is_built_stands_in_the_contract() -> None:
    """`exhaustive` says so too, but only of what is imported as a package."""
    floors = {each.strip("() ") for layer in contract("layers")["layers"] for each in layer.split("|")}
    built = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert built - floors - {"__init__", "__main__"} == set()
