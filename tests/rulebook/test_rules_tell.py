"""Rules tell: a rule made wrong in one place is caught by one of its own cases."""

from __future__ import annotations

import pytest

from orderproof.audit.count import Counts
from orderproof.rulebook.book import load_book
from tests.rulebook.mutants import mutants_of
from tests.rulebook.trial import judges_the_recording, whole_trial

BOOK = load_book()


@pytest.mark.parametrize("name", BOOK.rules)
def test_a_rule_made_wrong_in_one_place_fails_one_of_its_own_cases(name: str) -> None:
    """Each condition negated, each bound shifted by one either way, `applies` dropped."""
    trial = whole_trial()
    own = {key: case for key, case in trial.cases.items() if case.rule == name}
    survivors = []
    for label, mutant in mutants_of(trial.rules[name]):
        if "shifted" in label and not judges_the_recording(mutant) and not trial.runs(mutant):
            continue
        counts = trial.count([mutant])
        if all(counts.get((key, name), Counts()).verdict == case.expected for key, case in own.items()):
            survivors.append(label)
    assert survivors == []


def test_no_two_rules_ask_the_same() -> None:
    """Two rules with the same condition count once: there are none."""
    trial = whole_trial()
    seen: dict[tuple[str, str, str], str] = {}
    for name, rule in trial.rules.items():
        key = (rule.origin, rule.breaks, rule.applies)
        assert seen.setdefault(key, name) == name
