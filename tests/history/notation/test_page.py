"""The page of the notation says what the table of verbs says."""

from __future__ import annotations

from orderproof.history.notation.page import notation_page
from orderproof.history.notation.verbs import VERBS
from tests.house.tree import ROOT


def test_the_page_is_in_step_with_the_verbs() -> None:
    written = (ROOT / "docs" / "notation.md").read_text(encoding="utf-8")
    assert notation_page() == written, "docs/notation.md is not up to date: run `make docs`"


def test_every_verb_has_its_row_and_its_example() -> None:
    page = notation_page().replace("\\|", "|")
    assert [verb.name for verb in VERBS if f"| `{verb.usage}` |" not in page or verb.example not in page] == []
