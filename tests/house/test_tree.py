"""A file's place can be guessed: known folders at the top, and the tests a mirror of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.house.tree import PACKAGE, ROOT, files, modules

if TYPE_CHECKING:
    from pathlib import PurePath

TOP_FOLDERS = {".ci", "docs", "src", "tests"}
TESTS_BESIDE_THE_FLOORS = {"bench", "caught", "house"}
TESTED_ELSEWHERE: dict[str, str] = {
    "audit/views.py": "audit/test_compile.py compiles them, audit/test_cache.py keeps them",
    "audit/orders.py": "audit/test_judge.py: orders are sorted once all rules have spoken",
    "history/formats/sqlitefile.py": "history/test_rawtables.py reads databases with it",
    "history/formats/table.py": "history/test_rawtables.py: every format is loaded through it",
    "history/ocel/words.py": "history/ocel/test_tables.py and history/test_bad_input.py",
    "history/ocel/version1.py": "history/ocel/test_tables.py reads one log in all four forms",
    "history/ocel/version2.py": "history/ocel/test_tables.py, as above",
    "history/ocel/writing.py": "a protocol; history/ocel/test_export.py writes with both who follow it",
    "history/ocel/json_writer.py": "history/ocel/test_export.py: what is written is read back",
    "history/ocel/sqlite_writer.py": "history/ocel/test_export.py, as above",
    "history/proposal/likely.py": "history/proposal/test_writing.py: what is proposed for whole shops",
    "history/proposal/drafting.py": "history/proposal/test_writing.py, as above",
    "history/proposal/eventlog.py": "history/proposal/test_writing.py proposes for a log in all four forms",
    "audit/asking.py": "audit/test_since.py: a chain of audits, each since the last, says what full audits say",
    "audit/changes.py": "audit/test_since.py, as above",
    "audit/remember.py": "audit/test_since.py, as above; every step is saved and loaded",
    "session/accepting.py": "cli/test_baseline.py writes baselines and audits with them",
    "drive/quiet.py": "drive/test_campaign.py and drive/test_stage.py wait with it",
    "history/synthetic/fault.py": "a record; history/synthetic/test_faults.py",
    "history/synthetic/money_faults.py": "history/synthetic/test_faults.py and caught/test_planted_faults.py",
    "history/engine.py": "a protocol; audit/spark/test_engine.py asks both engines the same",
    "model/commands.py": "two records; drive/test_stage.py and systems/shop/test_answers.py make and read them",
    "model/ledgers/envelope.py": "model/test_ledgers.py asks the same of every ledger",
    "model/ledgers/journey.py": "model/test_ledgers.py",
    "model/ledgers/money.py": "model/test_ledgers.py",
    "model/ledgers/books.py": "model/test_ledgers.py",
    "model/ledgers/tariffs.py": "model/test_ledgers.py",
    "model/ledgers/stock.py": "model/test_ledgers.py",
    "model/ledgers/story.py": "model/test_ledgers.py",
    "drive/port.py": "a protocol; tests/systems/shop/test_shop.py and the contract suite ask its answers",
    "drive/setting.py": "a record of what a system is told; tests/systems/shop/test_process.py",
    "journeys/stage.py": "a protocol; drive/test_stage.py and journeys/test_stories.py stand on it",
    "systems/shop/server/__main__.py": "systems/shop/test_process.py starts it",
    "world/__main__.py": "world/test_serving.py starts it",
}
"""Module (from src/orderproof) -> where it is tested instead, and why."""
GROWING = {
    "systems/*/defects/*.py": "caught/test_defects.py",
}
"""Folders that grow by a file at a time -> the tests that take up every file in them."""
GROUNDWORK = ("stage.py", "customer.py", "mix.py")
"""What is no story among the journeys."""


def is_taken_up(place: PurePath) -> bool:
    """Tell whether a file of a growing folder is tested by that folder's own tests."""
    is_story = place.parent.as_posix() == "journeys" and place.name not in GROUNDWORK
    return is_story or any(place.match(pattern) for pattern in GROWING)


def test_there_is_no_top_folder_without_a_purpose() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in files() if len(path.relative_to(ROOT).parts) > 1}
    assert tops - TOP_FOLDERS == set()


def test_every_folder_of_tests_mirrors_a_folder_of_the_source() -> None:
    folders = {path.parent for path in files() if path.is_relative_to(ROOT / "tests") and path.suffix == ".py"}
    places = {folder.relative_to(ROOT / "tests") for folder in folders}
    astray = {
        place.as_posix()
        for place in places
        if place.parts and place.parts[0] not in TESTS_BESIDE_THE_FLOORS and not (PACKAGE / place).is_dir()
    }
    assert sorted(astray) == []


def test_every_module_of_the_source_has_its_tests_at_the_same_place() -> None:
    names = {path.relative_to(ROOT / "tests").as_posix() for path in files() if path.is_relative_to(ROOT / "tests")}
    untested = set()
    for module in modules("src"):
        place = module.path.relative_to(PACKAGE)
        if place.name == "__init__.py":
            continue
        own = (place.parent / f"test_{place.name}").as_posix()
        if own not in names and place.as_posix() not in TESTED_ELSEWHERE and not is_taken_up(place):
            untested.add(place.as_posix())
    assert sorted(untested) == []


def test_every_reason_for_a_test_elsewhere_is_still_needed() -> None:
    modules_there = {module.path.relative_to(PACKAGE).as_posix() for module in modules("src")}
    assert set(TESTED_ELSEWHERE) - modules_there == set()
