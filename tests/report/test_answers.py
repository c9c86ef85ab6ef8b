"""The answer files: exactly the promised forms, the same bytes for the same history, whole or not there at all."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from orderproof.errors import InputError
from orderproof.report import answers
from tests.report.judgements import AS_OF, EMPTY, FINDINGS, JUDGEMENT, REFUND

if TYPE_CHECKING:
    from pathlib import Path


def files_in(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir()}


def test_verdicts_have_the_promised_form_and_order_of_keys() -> None:
    form = json.loads(answers.verdicts_json(JUDGEMENT))
    assert list(form) == ["schema", "source", "as_of", "rules", "orders", "money_at_risk", "notes"]
    rule = next(each for each in form["rules"] if each["rule"] == REFUND)
    assert list(rule.items()) == [
        ("rule", REFUND),
        ("pillar", "money"),
        ("kind", "law"),
        ("severity", "S1"),
        ("handoff", "order>payment"),
        ("verdict", "broken"),
        ("subjects", 100),
        ("broken", 4),
        ("unknown", 2),
        ("suspect", False),
        ("reason", None),
        ("at_risk", [{"currency": "EUR", "amount_minor": 1236}]),
        ("accepted", 0),
    ]
    assert form["orders"] == {"perfect": 90, "imperfect": 4, "unknown": 2}
    assert form["as_of"] == "2024-01-31T12:00:00Z"


def test_a_finding_has_the_promised_form_and_order_of_keys() -> None:
    assert list(answers.finding_form(FINDINGS[0]).items()) == [
        ("rule", REFUND),
        ("subject", {"order_id": "A", "currency": "EUR"}),
        ("evidence", {"refunded_min": 1001, "captured_max": 1000, "refunded_at_min": "2024-01-02T10:00:00Z"}),
        ("says", "Order A: 10.01 EUR refunded, at most 10.00 EUR captured."),
        ("severity", "S1"),
        ("handoff", "order>payment"),
        ("at_risk", {"currency": "EUR", "amount_minor": 1}),
        ("fingerprint", "aa00000000000001"),
        ("suspect", False),
        ("accepted", None),
    ]


def test_the_same_history_gives_the_same_bytes_however_it_was_judged() -> None:
    again = replace(JUDGEMENT, rules=JUDGEMENT.rules[::-1], findings=JUDGEMENT.findings[::-1])
    assert answers.verdicts_json(again) == answers.verdicts_json(JUDGEMENT)
    assert list(answers.finding_lines(again)) == list(answers.finding_lines(JUDGEMENT))


def test_a_finding_stays_on_one_line_whatever_a_system_calls_its_orders() -> None:
    lines = list(answers.finding_lines(JUDGEMENT))
    assert [line.count("\n") for line in lines] == [1] * len(FINDINGS)
    assert {json.loads(line)["fingerprint"] for line in lines} == {each.fingerprint for each in FINDINGS}


def test_a_row_of_evidence_is_written_in_words_of_json() -> None:
    row = {"occurred_at": AS_OF, "day": date(2024, 1, 1), "told": {"total": "1"}, "amount": 5, "rate": Decimal("0.1")}
    assert answers.row_form("aa", "notices", {**row, "sku": None})["row"] == {
        "occurred_at": "2024-01-31T12:00:00Z",
        "day": "2024-01-01",
        "told": {"total": "1"},
        "amount": 5,
        "rate": "0.1",
        "sku": None,
    }


def test_half_a_surrogate_pair_is_spelled_so_that_json_reads_it_back(tmp_path: Path) -> None:
    answers.write(tmp_path / "x", [answers.line_of({"says": "\udc80"})])
    assert json.loads((tmp_path / "x").read_text(encoding="utf-8")) == {"says": "\udc80"}


def test_answers_move_in_together_and_the_draft_is_gone(tmp_path: Path) -> None:
    with answers.draft(tmp_path / "deep" / "out") as folder:
        answers.write(folder / answers.VERDICTS, [answers.verdicts_json(EMPTY)])
        assert not (tmp_path / "deep" / "out").exists()
    assert [each.name for each in (tmp_path / "deep").iterdir()] == ["out"]
    assert [each.name for each in (tmp_path / "deep" / "out").iterdir()] == [answers.VERDICTS]
    assert stat.S_IMODE((tmp_path / "deep" / "out").stat().st_mode) & 0o500 == 0o500


def test_files_of_others_stay_and_answers_of_an_earlier_run_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / answers.VERDICTS).write_text("old", encoding="utf-8")
    with answers.draft(tmp_path) as folder:
        answers.write(folder / answers.VERDICTS, ["new"])
        answers.write(folder / answers.RUN, ["run"])
    assert files_in(tmp_path) == {"mine.txt": "mine", answers.VERDICTS: "new", answers.RUN: "run"}


@pytest.mark.parametrize("fault", [InputError("w", "h", "m"), KeyboardInterrupt(), RuntimeError()])
def test_an_audit_that_stops_leaves_nothing_half_written(tmp_path: Path, fault: BaseException) -> None:
    def stop() -> None:
        with answers.draft(tmp_path / "out") as folder:
            answers.write(folder / answers.VERDICTS, ["half"])
            raise fault

    with pytest.raises(type(fault)):
        stop()
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_said_before_anything_is_judged(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="answers cannot be written there"), answers.draft(tmp_path / "out"):
        pytest.fail("nothing may be judged")
    with pytest.raises(InputError, match="answers cannot be written there"), answers.draft(tmp_path / "out" / "deeper"):
        pytest.fail("nothing may be judged")
    assert files_in(tmp_path) == {"out": "mine"}
