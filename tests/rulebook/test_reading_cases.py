"""Cases files: what a case is, which ones a rule needs, and what a file that is off is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.errors import RuleError
from orderproof.model.verdict import Verdict
from orderproof.rulebook.book import HOME, load_book
from orderproof.rulebook.cases import lacking_cases, parse_cases, read_cases

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
# refunds
breaks: one cent more than taken
  place A 1xMUG 10.00 EUR | capture A 10.00
  # a comment between
  refund A 10.01 |
  wait 1d

edge holds: exactly what was taken: ten
  refund A 10.00
edge breaks: one more
  refund A 10.01
holds: nothing
  hold A
doubt: perhaps
  refund? A 10.00
idle: nothing at all
  hold B
"""


def test_a_case_has_a_verdict_a_label_a_story_and_a_line() -> None:
    first, second, *rest = parse_cases(GOOD, "money/refund", "refund.cases")
    assert (first.rule, first.word, first.expected, first.line) == ("money/refund", "breaks", Verdict.BROKEN, 2)
    assert (first.label, first.story) == (
        "one cent more than taken",
        "place A 1xMUG 10.00 EUR | capture A 10.00 | refund A 10.01 | wait 1d",
    )
    assert (second.word, second.label, second.expected) == ("edge holds", "exactly what was taken: ten", Verdict.HOLDS)
    assert [case.expected for case in rest] == [
        Verdict.BROKEN,
        Verdict.HOLDS,
        Verdict.UNKNOWN,
        Verdict.NOT_EXERCISED,
    ]


@pytest.mark.parametrize(
    ("text", "line", "what", "mend"),
    [
        ("", "", "there is no case in it", "Write `breaks: <label>`"),
        ("# only a comment\n", "", "there is no case in it", "Write `breaks: <label>`"),
        ("braeks: a\n  hold A", ":1", "`braeks` is no kind of case", "Did you mean breaks?"),
        ("edge: a\n  hold A", ":1", "`edge` is no kind of case", "edge breaks"),
        ("hold A\n", ":1", "`hold A` is no kind of case", "Allowed: breaks"),
        ("breaks:\n  hold A", ":1", "`breaks:` has no label", "Say in a few words"),
        ("breaks: a\nholds: b\n  hold A", ":1", "`a` has no story", "indented by two spaces"),
        ("breaks: a\n\thold A", ":2", "there is a tab", "two spaces"),
        ("  hold A\nbreaks: a\n  hold A", ":1", "a story stands before any header", "above it"),
        ("breaks: a\n  hold A\nholds: a\n  hold B", ":3", "`a` stands twice", "Line 1 has that label"),
        ("# c\nbreaks: a\n  hold A\n  holt A", ":2", "`holt` is no verb in step 2 `holt A`", "Did you mean hold?"),
    ],
)
def test_a_file_that_is_off_is_told_where_and_how_to_mend_it(text: str, line: str, what: str, mend: str) -> None:
    with pytest.raises(RuleError) as told:
        parse_cases(text, "money/refund", "refund.cases")
    assert told.value.where == f"refund.cases{line}"
    assert (what in told.value.what, mend in told.value.mend) == (True, True), told.value


def test_a_rule_without_a_cases_file_is_told_where_to_write_one(tmp_path: Path) -> None:
    path = tmp_path / "money" / "free_lunch.sql"
    path.parent.mkdir()
    path.write_text((HOME / "evidence" / "references_resolve.sql").read_text(encoding="utf-8"), encoding="utf-8")
    rule = load_book([tmp_path]).rules["money/free-lunch"]
    with pytest.raises(RuleError, match="cannot be read") as told:
        read_cases(rule)
    assert told.value.where.endswith("free_lunch.cases")


def test_a_rule_needs_all_kinds_of_cases_and_an_idle_one_only_where_it_says_when_it_applies() -> None:
    rules = load_book().rules
    applies, always = rules["evidence/references-resolve"], rules["evidence/promise-in-reach"]
    cases = parse_cases(GOOD, "any", "any.cases")
    assert lacking_cases(applies, cases) == ()
    assert lacking_cases(applies, cases[:1]) == ("holds", "edge", "doubt", "idle")
    assert lacking_cases(always, cases[1:3]) == ("breaks", "holds", "doubt")
