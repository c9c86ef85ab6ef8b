"""The package as it is delivered: light to import, complete in the wheel, and honest about what it needs."""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.house.tree import PACKAGE, ROOT, files, modules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.house.tree import Module

HEAVY = ("duckdb", "sqlglot", "jinja2", "pyarrow", "pyspark", "numpy", "pandas")
SPARK = PACKAGE / "audit" / "spark"
PLAYING = {"world", "drive", "systems", "journeys"}
OF_AN_EXTRA = {"src/orderproof/history/formats/postgres.py": "postgres"}
"""Modules of the core that need an extra when they are used, and which."""
LOADED_BY_OTHERS = {"httptools"}
"""What an extra declares because another package of it takes it up by itself."""
IMPORTED_AS: dict[str, str] = {}
"""Distribution name -> import name, where they differ."""


def project() -> dict[str, Any]:
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return settings


def distribution(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found.group().lower()


def test_asking_for_help_loads_no_engine() -> None:
    program = f"import sys, orderproof.cli; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_wheel_carries_every_rule_view_mapping_schema_and_template(tmp_path: Path) -> None:
    wheel = next(iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("orderproof/")}
    expected = {path.relative_to(PACKAGE.parent).as_posix() for path in files() if path.is_relative_to(PACKAGE)}
    assert carried == expected


def imported_by(chosen: Iterable[Module]) -> set[str]:
    """Name the packages that modules import, apart from Python's own and ours."""
    names = {
        name.partition(".")[0]
        for module in chosen
        for node in ast.walk(module.tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    return names - sys.stdlib_module_names - {"orderproof"}


def floor(module: Module) -> str:
    return module.path.relative_to(PACKAGE).parts[0]


def test_the_core_imports_only_what_it_declares_to_depend_on() -> None:
    declared = {IMPORTED_AS.get(name, name) for name in map(distribution, project()["dependencies"])}
    core = [
        each
        for each in modules("src")
        if floor(each) not in PLAYING and each.place not in OF_AN_EXTRA and not each.path.is_relative_to(SPARK)
    ]
    assert imported_by(core) == declared


@pytest.mark.parametrize("place", OF_AN_EXTRA)
def test_what_needs_an_extra_imports_what_that_declares_and_only_when_it_is_used(place: str) -> None:
    dependencies = [*project()["dependencies"], *project()["optional-dependencies"][OF_AN_EXTRA[place]]]
    declared = {IMPORTED_AS.get(name, name) for name in map(distribution, dependencies)}
    (module,) = [each for each in modules("src") if each.place == place]
    assert imported_by([module]) - declared == set()
    at_once = [each for each in module.tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    core = {IMPORTED_AS.get(name, name) for name in map(distribution, project()["dependencies"])}
    names = {alias.name for each in at_once if isinstance(each, ast.Import) for alias in each.names}
    assert names - sys.stdlib_module_names - core == set()


def test_what_judges_in_spark_imports_only_the_core_and_what_its_extra_declares() -> None:
    extra = {distribution(each) for each in project()["optional-dependencies"]["spark"]}
    core = {distribution(each) for each in project()["dependencies"]}
    imported = imported_by(each for each in modules("src") if each.path.is_relative_to(SPARK))
    assert (extra - imported, imported - core - extra) == (set(), set())


def test_what_plays_imports_only_what_its_extra_declares() -> None:
    extra = project()["optional-dependencies"]["play"]
    declared = {IMPORTED_AS.get(name, name) for name in map(distribution, extra)} - LOADED_BY_OTHERS
    imported = imported_by(each for each in modules("src") if floor(each) in PLAYING)
    assert imported == declared


def test_every_dependency_is_pinned_in_the_constraints() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0].lower() for line in lines}
    wanted = [*project()["dependencies"], *itertools.chain(*project()["optional-dependencies"].values())]
    assert {distribution(each) for each in wanted} - pinned == {"orderproof"}
