"""A shell gets one number: a conviction stands, only a rule that holds is a pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orderproof.model.verdict import RuleVerdict, Verdict
from orderproof.report.exits import EXIT_CODES, exit_code_of
from tests.report.judgements import EMPTY, verdict

HOLDS, BROKEN = verdict("money/a", Verdict.HOLDS), verdict("money/b", Verdict.BROKEN)
DOUBT, IDLE = verdict("money/c", Verdict.UNKNOWN), verdict("money/d", Verdict.NOT_EXERCISED)
ABSENT = verdict("money/e", Verdict.NOT_APPLICABLE)
RECORDED = verdict("evidence/f", Verdict.HOLDS, kind="evidence")
TORN = verdict("evidence/g", Verdict.BROKEN, kind="evidence")


@pytest.mark.parametrize(
    ("rules", "failed", "missed", "code"),
    [
        ((HOLDS,), (), (), 0),
        ((HOLDS, DOUBT, IDLE, ABSENT), (), (), 0),
        ((HOLDS, BROKEN), (), (), 1),
        ((verdict("money/h", Verdict.BROKEN, kind="claim", suspect=True),), (), (), 1),
        ((HOLDS, TORN), (), (), 1),
        ((BROKEN,), ("money/c",), ("money/d",), 1),
        ((), (), (), 2),
        ((IDLE, ABSENT), (), (), 2),
        ((DOUBT, IDLE), (), (), 2),
        ((IDLE, RECORDED), (), (), 2),
        ((HOLDS, DOUBT), ("money/c",), (), 2),
        ((HOLDS, IDLE), (), ("money/d",), 2),
        ((RECORDED,), (), (), 0),
    ],
)
def test_the_exit_code_says_the_worst_that_is_certain(
    rules: tuple[RuleVerdict, ...], failed: tuple[str, ...], missed: tuple[str, ...], code: int
) -> None:
    assert exit_code_of(replace(EMPTY, rules=rules, failed=failed, must_exercise_missed=missed)) == code


def test_every_exit_code_says_what_it_means() -> None:
    assert list(EXIT_CODES) == [0, 1, 2, 3, 4, 130]
