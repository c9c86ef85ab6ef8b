"""Documents cannot lie: commands, options, exit codes, rules, ledgers and links are compared with the code."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
import typer.core
import typer.main

from docs.reference import PAGES
from orderproof.cli import app
from orderproof.report.exits import EXIT_CODES
from orderproof.rulebook.book import load_book
from tests.house.tree import ROOT, files_named
from tests.house.written import commands, links, sections

if TYPE_CHECKING:
    from pathlib import Path

    from typer.core import TyperCommand, TyperGroup

    Command = TyperCommand | TyperGroup

DOCUMENTS = files_named("*.md")
COMMANDS_PAGE = ROOT / "docs" / "commands.md"
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
OF_EVERY_COMMAND = {"--help"}


def command_tree() -> dict[str, Command]:
    """Every command by its full name: `orderproof audit`, `orderproof mappings`, ..., and the program itself."""
    program = typer.main.get_command(app)
    assert isinstance(program, typer.core.TyperGroup)
    tree: dict[str, Command] = {"orderproof": program}
    for name, command in program.commands.items():
        assert isinstance(command, typer.core.TyperCommand)
        tree |= {} if command.hidden else {f"orderproof {name}": command}
    return tree


def options_of(command: Command) -> set[str]:
    shown = (each for each in command.params if isinstance(each, typer.core.TyperOption) and not each.hidden)
    return {name for each in shown for name in (*each.opts, *each.secondary_opts) if name.startswith("--")}


@pytest.mark.parametrize("name", sorted(command_tree()))
def test_every_option_of_a_command_is_documented_and_none_that_is_not_there(name: str) -> None:
    documented = set(OPTION.findall(sections(COMMANDS_PAGE).get(name, "")))
    assert documented - OF_EVERY_COMMAND == options_of(command_tree()[name]) - OF_EVERY_COMMAND


def test_every_command_has_its_section_and_no_section_is_about_a_command_that_is_gone() -> None:
    headings = {each for each in sections(COMMANDS_PAGE) if each.startswith("orderproof")}
    assert headings == set(command_tree())


@pytest.mark.parametrize("page", PAGES)
def test_a_reference_page_says_what_the_code_says(page: str) -> None:
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == PAGES[page](), f"docs/{page} is not up to date: run `make docs`"


def test_every_exit_code_is_documented_with_what_it_says() -> None:
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    assert [code for code, says in EXIT_CODES.items() if f"| {code} | {says} |" not in page] == []


def test_every_rule_has_its_row_in_the_reference() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [name for name in load_book().rules if f"| `{name}` |" not in page] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    assert [target for target in links(document) if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_a_document_shows_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    wrong = []
    for line in commands(document):
        words = shlex.split(line, comments=True)
        if words[0] == "make":
            wrong += [line for goal in words[1:] if not re.search(rf"^{re.escape(goal)}:", makefile, re.MULTILINE)]
        if words[0].endswith("orderproof") and not is_known(words):
            wrong.append(line)
    assert wrong == []


def is_known(words: list[str]) -> bool:
    tree = command_tree()
    name = f"orderproof {words[1]}" if len(words) > 1 and not words[1].startswith("-") else "orderproof"
    used = {word.partition("=")[0] for word in words if word.startswith("--")}
    return name in tree and used <= options_of(tree[name]) | OF_EVERY_COMMAND
