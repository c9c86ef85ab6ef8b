"""Small pieces: what does not fit on a screen gets a second place, before it becomes a habit."""

from __future__ import annotations

from tests.house.tree import ROOT, files_named, modules

FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 70
FUNCTION_LINES_AIM = 40
SHARE_OVER_AIM_MAX = 0.02


def function_lines() -> dict[str, int]:
    return {
        f"{module.place}:{each.lineno} {each.name}": (each.end_lineno or each.lineno) - each.lineno + 1
        for top in ("src", "tests", "docs")
        for module in modules(top)
        for each in module.functions()
    }


def test_no_file_of_code_is_longer_than_300_lines() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in files_named("*.py", "*.sql", "*.js", "*.j2", "*.cases")
    }
    assert {place: lines for place, lines in lengths.items() if lines > FILE_LINES_MAX} == {}


def test_no_function_is_longer_than_70_lines() -> None:
    assert {place: lines for place, lines in function_lines().items() if lines > FUNCTION_LINES_MAX} == {}


def test_hardly_any_function_is_longer_than_40_lines() -> None:
    lengths = function_lines()
    over = {place: lines for place, lines in lengths.items() if lines > FUNCTION_LINES_AIM}
    assert len(over) <= SHARE_OVER_AIM_MAX * len(lengths), over
