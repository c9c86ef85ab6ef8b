"""Names carry the trade's words, modules say their place, tests are sentences, and money is never a float."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import ROOT, Module, modules

EMPTY_WORDS = {"util", "utils", "helper", "helpers", "manager", "common", "misc", "handler", "stuff"}
SENTENCE_WORDS_MIN = 3
DOCSTRING_WORDS_MIN = 5
FLOORS_WITHOUT_FLOATS = ("model", "history", "rulebook", "audit")
FLOATS_ALLOWED: dict[str, str] = {}
"""place of a module -> why it may hold a float. Durations in seconds in tests/bench need no entry: not looked at."""


def words_of(name: str) -> set[str]:
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return set(spaced.lower().split("_"))


def names_in(module: Module) -> list[str]:
    """Folders, the file, and what it defines; tests are sentences, which may hold any word."""
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    inside = [each.name for each in ast.walk(module.tree) if isinstance(each, defined) and each.name[:5] != "test_"]
    return [*module.path.relative_to(ROOT).with_suffix("").parts, *inside]


def first_line(module: Module) -> str:
    return (ast.get_docstring(module.tree) or "").partition("\n")[0]


@pytest.mark.parametrize("top", ["src", "tests", "docs"])
def test_no_module_class_or_function_is_named_by_an_empty_word(top: str) -> None:
    empty = {
        f"{each.place}: {name}" for each in modules(top) for name in names_in(each) if words_of(name) & EMPTY_WORDS
    }
    assert empty == set()


@pytest.mark.parametrize("top", ["src", "tests", "docs"])
def test_every_module_says_its_place_in_a_whole_sentence(top: str) -> None:
    mute = [
        each.place
        for each in modules(top)
        if not first_line(each).endswith((".", "?"))
        or len(first_line(each).split()) < DOCSTRING_WORDS_MIN
        or first_line(each).lower().startswith(("this module", "module "))
    ]
    assert mute == []


def test_no_two_modules_tell_the_same_story() -> None:
    lines = [first_line(each) for each in modules("src")]
    assert sorted(lines) == sorted(set(lines))


def test_the_name_of_every_test_is_a_sentence() -> None:
    terse = [
        f"{module.place}: {each.name}"
        for module in modules("tests")
        for each in module.functions()
        if each.name.startswith("test_") and len(each.name.removeprefix("test_").split("_")) < SENTENCE_WORDS_MIN
    ]
    assert terse == []


def test_no_floor_that_carries_money_holds_a_float() -> None:
    floats = [
        f"{module.place}:{node.lineno}"
        for module in modules("src")
        if module.path.parts[module.path.parts.index("orderproof") + 1] in FLOORS_WITHOUT_FLOATS
        if module.place not in FLOATS_ALLOWED
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert floats == []
