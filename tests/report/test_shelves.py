"""Systems, planted defects and checks as a terminal and as JSON tell them."""

from __future__ import annotations

import io

from orderproof.report.shelves import (
    Checked,
    PlantedDefect,
    SystemOnShelf,
    checked_form,
    defect_form,
    show_checks,
    show_defect,
    show_defects,
    show_systems,
    system_form,
)
from orderproof.report.terminal import sheet_of

SYSTEM = SystemOnShelf("shop", "An order system", ("packages starlette",))
DEFECT = PlantedDefect("keeps-money", "Keeps the money", "money", "saleor #1", "always", ("money/a", "money/b"))
CHECKED = Checked("one key, one order", "failed", "one key gave two orders")


def test_what_is_missing_stands_beside_the_system() -> None:
    out = io.StringIO()
    show_systems(sheet_of(out), [SYSTEM, SystemOnShelf("other", "Another", ())])
    assert "packages starlette" in out.getvalue()
    assert "ready" in out.getvalue()
    assert system_form(SYSTEM) == {"name": "shop", "about": "An order system", "missing": ["packages starlette"]}


def test_a_defect_is_shown_with_its_rules_its_case_and_how_to_play_it() -> None:
    out = io.StringIO()
    show_defect(sheet_of(out), DEFECT)
    for part in ("money/a, money/b", "saleor #1", "orderproof run --defect keeps-money"):
        assert part in out.getvalue()
    assert defect_form(DEFECT)["rules"] == ["money/a", "money/b"]


def test_defects_are_listed_with_their_number() -> None:
    out = io.StringIO()
    show_defects(sheet_of(out), [DEFECT])
    assert "1 planted defects" in out.getvalue()


def test_checks_are_counted_and_a_failed_one_says_why() -> None:
    out = io.StringIO()
    show_checks(sheet_of(out), "shop", [CHECKED, Checked("another", "passed", "it matters")])
    assert "1 of 2 checks passed" in out.getvalue()
    assert "one key gave two orders" in out.getvalue()
    assert checked_form(CHECKED) == {"check": CHECKED.name, "ended": "failed", "why": CHECKED.why}
