"""Known bugs as JSON and as tables: every field is there, and a pair's end can be read off."""

from __future__ import annotations

import io
import json

from orderproof.hunt.known_bugs import known_bug
from orderproof.report.known_bugs import bug_form, executed_form, show_bugs, show_executed
from orderproof.report.terminal import sheet_of
from orderproof.session.pairs import SHOWN, Executed

DONE = Executed("KB-V008", SHOWN, "3.7.0", 3, "3.7.1", 0, 99)


def test_a_known_bug_is_told_whole_as_json() -> None:
    told = json.loads(json.dumps(bug_form(known_bug("KB-V008"))))
    assert (told["bad"], told["good"], told["rules"]) == ("3.7.0", "3.7.1", ["money/cancelled-not-charged"])


def test_an_executed_pair_is_told_whole_as_json() -> None:
    assert executed_form(DONE)["ended"] == SHOWN
    assert set(executed_form(DONE)) == set(Executed.__dataclass_fields__)


def test_the_list_names_bug_versions_and_rule() -> None:
    out = io.StringIO()
    show_bugs(sheet_of(out), [known_bug("KB-V008")])
    assert "KB-V008" in out.getvalue()
    assert "1 known bugs" in out.getvalue()


def test_the_table_says_how_it_ended_with_both_counts() -> None:
    out = io.StringIO()
    show_executed(sheet_of(out), [DONE])
    assert {"KB-V008", SHOWN, "3.7.0", "3.7.1"} <= set(out.getvalue().split())
