"""What an audit's answer is to a shell: one number, worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.model.verdict import Judgement, RuleVerdict

NOTHING_BROKEN, BROKEN, NO_VERDICT, BAD_INPUT, OWN_FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 130

EXIT_CODES: Mapping[int, str] = {
    NOTHING_BROKEN: "nothing broken",
    BROKEN: "broken",
    NO_VERDICT: "no verdict worth having (no rule was exercised, one of must_exercise was not, or a rule failed by our "
    "own fault)",
    BAD_INPUT: "usage or input",
    OWN_FAULT: "our own fault",
    INTERRUPTED: "interrupted",
}
"""Every exit code of every command, and what it says."""

JUDGED = frozenset({Verdict.HOLDS, Verdict.BROKEN})


def is_accepted(rule: RuleVerdict) -> bool:
    """Tell whether a baseline accepts everything that broke a rule."""
    return 0 < rule.broken <= rule.accepted


def exit_code_of(judgement: Judgement) -> int:
    """Give a judgement's exit code. A conviction stands, whatever else could not be judged, so `broken` comes first.

    What a baseline accepts does not fail.

    Rules about the recording alone are no verdict about orders, unless nothing else was asked; and where every rule
    that was exercised is in doubt, nothing has passed.
    """
    if any(each.verdict is Verdict.BROKEN and not is_accepted(each) for each in judgement.rules):
        return BROKEN
    asked = [each for each in judgement.rules if each.kind != "evidence"] or judgement.rules
    judged = any(each.verdict in JUDGED for each in asked)
    if judgement.failed or judgement.must_exercise_missed or not judged:
        return NO_VERDICT
    return NOTHING_BROKEN
