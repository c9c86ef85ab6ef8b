"""A folder of answers as an earlier audit left it, with the rows of one finding kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from orderproof.report import answers
from orderproof.report.run import RuleWords, Run, run_form
from tests.report.judgements import AS_OF, FINDINGS, JUDGEMENT, REFUND, STATEMENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from orderproof.model.verdict import Finding

ROWS = [
    ("orders", {"run": "r", "order_id": "A", "occurred_at": AS_OF, "certainty": "certain", "seq": None}),
    ("payments", {"order_id": "A", "occurred_at": AS_OF, "kind": "refund", "amount": 1001, "certainty": "possible"}),
]
WORDS = RuleWords(STATEMENT, "gets money that is not theirs")
RUN = Run("0.1.0", AS_OF, 5, 1, (), (), {"source": "shop", "mapping": None}, {REFUND: WORDS})


def leave_answers(folder: Path) -> Path:
    """Write all answer files of the hand-built judgement."""
    answers.write(folder / answers.VERDICTS, [answers.verdicts_json(JUDGEMENT)])
    answers.write(folder / answers.FINDINGS, answers.finding_lines(JUDGEMENT))
    for page in (answers.SUMMARY, answers.REPORT, answers.JUNIT):
        answers.write(folder / page, ["page"])
    rows = [answers.line_of(answers.row_form(FINDINGS[0].fingerprint, ledger, row)) for ledger, row in ROWS]
    answers.write(folder / answers.EVIDENCE, rows)
    answers.write(folder / answers.RUN, [answers.page_of(run_form(RUN, answers.digests(folder)))])
    return folder


def no_source(finding: Finding, request: Mapping[str, Any]) -> Sequence[tuple[str, dict[str, Any]]]:
    """Stand for a source that nobody may read again."""
    pytest.fail(f"nothing is reread for {finding.fingerprint} of {request}")
