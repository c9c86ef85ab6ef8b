"""Every rule on its own cases: what breaks it, keeps it, sits on the edge, is in doubt, and does not concern it."""

from __future__ import annotations

import pytest

from orderproof.audit.count import Counts
from orderproof.rulebook.book import load_book
from orderproof.rulebook.cases import lacking_cases, read_cases
from tests.rulebook.trial import whole_trial

BOOK = load_book()


@pytest.mark.parametrize("name", BOOK.rules)
def test_a_rule_says_of_each_of_its_cases_what_the_case_expects(name: str) -> None:
    """All cases of all rules were judged in one pass; here each answer is looked up."""
    trial = whole_trial()
    counts = trial.count([trial.rules[name]])
    wrong = [
        f"{case.word}: {case.label} (line {case.line}): expected {case.expected}, is "
        f"{counts.get((key, name), Counts()).verdict} {counts.get((key, name))}"
        for key, case in trial.cases.items()
        if case.rule == name and counts.get((key, name), Counts()).verdict != case.expected
    ]
    assert wrong == []


@pytest.mark.parametrize("name", BOOK.rules)
def test_a_rule_has_cases_that_break_hold_sit_on_the_edge_and_doubt(name: str) -> None:
    """And one that does not concern it, where it has `applies`."""
    rule = BOOK.rules[name]
    assert lacking_cases(rule, read_cases(rule)) == ()


def test_every_rule_can_be_judged_with_the_cases_profile() -> None:
    """A rule that the cases' profile leaves out would be tried by nothing."""
    assert dict(whole_trial().opened.plan.not_applicable) == {}
    assert dict(whole_trial().opened.failed_views) == {}
