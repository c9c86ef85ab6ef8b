"""A finding can be explained long after, with the rows that were kept or read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from orderproof.audit.evidence import ROWS_MAX
from orderproof.errors import InputError
from orderproof.report import answers
from orderproof.report.explain import Explanation, explain, explanation_form
from orderproof.report.run import RuleWords
from tests.report.judgements import FINDINGS
from tests.report.past_runs import ROWS, WORDS, leave_answers, no_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from orderproof.model.verdict import Finding


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return leave_answers(tmp_path)


def test_kept_rows_explain_a_finding_without_the_source(folder: Path) -> None:
    explanation = explain(folder, "aa00000000000001", no_source)
    assert explanation.finding == FINDINGS[0]
    assert explanation.words == WORDS
    assert [(ledger, row["occurred_at"]) for ledger, row in explanation.rows] == [
        ("orders", "2024-01-31T12:00:00Z"),
        ("payments", "2024-01-31T12:00:00Z"),
    ]


def test_the_source_is_reread_for_a_finding_whose_rows_were_not_kept(folder: Path) -> None:
    asked: list[tuple[str, object]] = []

    def reread(finding: Finding, request: Mapping[str, Any]) -> Sequence[tuple[str, dict[str, Any]]]:
        asked.append((finding.fingerprint, request["source"]))
        return ROWS

    explanation = explain(folder, "BA", reread)
    assert asked == [("ba00000000000005", "shop")]
    assert explanation_form(explanation)["rows"] == [
        {"ledger": ledger, "row": answers.row_form("", ledger, row)["row"]} for ledger, row in ROWS
    ]


def test_a_beginning_that_fits_several_is_refused_with_some_of_them(folder: Path) -> None:
    with pytest.raises(InputError, match=r"2 findings begin with `aa`\. Give more of it: aa00000000000001, aa0"):
        explain(folder, "aa", no_source)
    with pytest.raises(InputError, match=r"no finding has the fingerprint ``.* and 4 more"):
        explain(folder, " ", no_source)


def test_an_unknown_fingerprint_is_refused_with_the_nearest(folder: Path) -> None:
    nearest = "ab00000000000003, aa00000000000001, aa00000000000002"
    with pytest.raises(InputError, match=rf"`ab1`\. The nearest are {nearest} and 4 more"):
        explain(folder, "ab1", no_source)


def test_a_torn_line_of_evidence_is_refused_with_its_place(folder: Path) -> None:
    (folder / answers.EVIDENCE).write_text('{"fingerprint"', encoding="utf-8")
    with pytest.raises(InputError, match=r"evidence\.ndjson:1"):
        explain(folder, "aa00000000000001", no_source)


def test_rows_that_were_cut_are_said() -> None:
    rows = [("orders", {"order_id": "A", "version": number}) for number in range(ROWS_MAX)]
    whole, cut = (Explanation(FINDINGS[0], RuleWords("", ""), each) for each in (rows[1:], rows))
    assert [explanation_form(each)["cut"] for each in (whole, cut)] == [False, True]
