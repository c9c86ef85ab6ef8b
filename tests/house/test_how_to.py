"""README and how-to pages do what they say: files are written out, commands run, words and figures found."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from orderproof.history.notation import parse_story
from orderproof.history.store import write
from orderproof.rulebook.book import Book, load_book
from orderproof.rulebook.cases import lacking_cases, read_cases
from tests.house.tree import ROOT
from tests.house.written import blocks, commands
from tests.rulebook.mutants import mutants_of
from tests.rulebook.trial import try_book

if TYPE_CHECKING:
    from pathlib import Path

HOW_TO = ROOT / "docs" / "how-to"
ADD_A_RULE = HOW_TO / "add-a-rule.md"
MAP_YOUR_DATA = HOW_TO / "map-your-data.md"
RULE = "money/no-money-back-twice"
PROGRAM = [sys.executable, "-c", "from orderproof.cli import main; main()"]
ENDS_AT = datetime(2026, 6, 30)  # noqa: DTZ001 - ledgers hold UTC without saying so


def write_out(document: Path, folder: Path) -> None:
    """Write every file that a document names above a fenced block."""
    for block in blocks(document):
        if block.file:
            file = folder / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one `orderproof ...` line of a document."""
    words = shlex.split(line)
    assert words[0] == "orderproof", line
    return subprocess.run([*PROGRAM, *words[1:]], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    write_out(ADD_A_RULE, tmp_path)
    return tmp_path / "my-rules"


def own_book(folder: Path) -> Book:
    book = load_book([folder])
    return Book({RULE: book.rules[RULE]}, book.views)


def test_the_rule_that_the_page_adds_says_of_its_cases_what_they_expect(own_rules: Path) -> None:
    trial = try_book(own_book(own_rules))
    counts = trial.count(trial.rules.values())
    told = {case.label: str(counts[name, RULE].verdict) for name, case in trial.cases.items() if (name, RULE) in counts}
    assert told == {case.label: str(case.expected) for case in trial.cases.values()}


def test_the_rule_that_the_page_adds_has_all_the_cases_that_it_asks_for(own_rules: Path) -> None:
    rule = own_book(own_rules).rules[RULE]
    assert lacking_cases(rule, read_cases(rule)) == ()


def test_the_rule_that_the_page_adds_is_told_from_each_of_its_mutants(own_rules: Path) -> None:
    trial = try_book(own_book(own_rules))
    survivors = []
    for label, mutant in mutants_of(trial.rules[RULE]):
        counts = trial.count([mutant])
        if all(
            counts[name, RULE].verdict == case.expected for name, case in trial.cases.items() if (name, RULE) in counts
        ):
            survivors.append(label)
    assert survivors == []


def test_the_rule_that_the_page_adds_is_listed_and_convicts_without_any_other_edit(own_rules: Path) -> None:
    folder = own_rules.parent
    case = next(each for each in read_cases(own_book(own_rules).rules[RULE]) if each.word == "breaks")
    write(parse_story(case.story, run="how-to", ends_at=ENDS_AT), folder / "history", run="how-to")
    shown, audited = (run(line, folder) for line in commands(ADD_A_RULE))
    assert (shown.returncode, RULE in shown.stdout) == (0, True), shown.stderr
    assert audited.returncode == 1, audited.stderr
    finding = json.loads((folder / "answers" / "findings.ndjson").read_text(encoding="utf-8"))
    assert finding["says"] == "Order A: 20.00 EUR refunded and 20.00 EUR charged back of 20.00 EUR."


def test_the_mapping_that_the_page_writes_finds_the_refund_that_was_too_much(tmp_path: Path) -> None:
    init, audit = commands(MAP_YOUR_DATA)
    write_out(MAP_YOUR_DATA, tmp_path)
    shutil.rmtree(tmp_path / "my-shop")
    assert run(init, tmp_path).returncode == 0
    assert run(audit, tmp_path).returncode == 1  # as it was proposed
    for proposed in (tmp_path / "my-shop").iterdir():
        proposed.unlink()  # "delete the others"; the page gives the text of all that stay
    shutil.rmtree(tmp_path / "answers")
    write_out(MAP_YOUR_DATA, tmp_path)
    audited = run(audit, tmp_path)
    assert audited.returncode == 1, audited.stderr
    lines = (tmp_path / "answers" / "findings.ndjson").read_text(encoding="utf-8").splitlines()
    broken = {(each["rule"], each["subject"]["order_id"]): each["says"] for each in map(json.loads, lines)}
    assert list(broken) == [("money/refund-exceeds-capture", "1002")]
    assert "25.00 EUR" in broken["money/refund-exceeds-capture", "1002"]


def test_the_first_finding_that_the_readme_shows_is_one_that_the_demo_prints(tmp_path: Path) -> None:
    """The figures depend on the orders' names and on who was faster; rule and promise do not."""
    shown = next(block.text for block in blocks(ROOT / "README.md") if block.language == "text")
    rule, promise, *_ = shown.splitlines()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    defect = next(line.split()[-1] for line in makefile.splitlines() if line.startswith("DEMO_DEFECT"))
    done = run(f"orderproof run --defect {defect} --orders 40 --out demo", tmp_path)
    assert (done.returncode, f"{rule}\n{promise}" in done.stdout) == (1, True), done.stdout
