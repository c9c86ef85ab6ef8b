"""The shipped JSON Schemas fit what is written, refuse what is wrong, and use the words of the model."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from orderproof.model.verdict import Verdict
from orderproof.model.words import HANDOFFS, PILLARS, RULE_KINDS, SEVERITIES
from orderproof.report import answers
from tests.report.judgements import EMPTY, FINDINGS, JUDGEMENT, REFUND

FOLDER = files("orderproof.report") / "schemas"
VERDICTS = json.loads((FOLDER / "verdicts.schema.json").read_text(encoding="utf-8"))
FINDING = json.loads((FOLDER / "finding.schema.json").read_text(encoding="utf-8"))


def faults(schema: dict[str, Any], form: object) -> list[str]:
    return [each.message for each in Draft202012Validator(schema).iter_errors(form)]


def verdicts(**changed: object) -> dict[str, Any]:
    return {**json.loads(answers.verdicts_json(JUDGEMENT)), **changed}


def rule(**changed: object) -> dict[str, Any]:
    told = next(each for each in verdicts()["rules"] if each["rule"] == REFUND)
    return verdicts(rules=[{**told, **changed}])


def finding(**changed: object) -> dict[str, Any]:
    return {**answers.finding_form(FINDINGS[0]), **changed}


def without(form: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in form.items() if name != key}


@pytest.mark.parametrize("schema", [VERDICTS, FINDING], ids=["verdicts", "finding"])
def test_the_schemas_themselves_are_sound(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


def test_what_is_written_fits_the_schemas() -> None:
    for judgement in (JUDGEMENT, EMPTY):
        assert faults(VERDICTS, json.loads(answers.verdicts_json(judgement))) == []
        assert [fault for line in answers.finding_lines(judgement) for fault in faults(FINDING, json.loads(line))] == []


@pytest.mark.parametrize(
    "wrong",
    [
        *(without(verdicts(), key) for key in verdicts()),
        verdicts(schema=2),
        verdicts(as_of="2024-01-31"),
        verdicts(extra=1),
        verdicts(orders={"perfect": -1, "imperfect": 0, "unknown": 0}),
        verdicts(money_at_risk=[{"currency": "EUR", "amount_minor": 1.5}]),
        verdicts(money_at_risk=[{"currency": "euro", "amount_minor": 1}]),
        *(verdicts(rules=[without(rule()["rules"][0], key)]) for key in rule()["rules"][0]),
        rule(pillar="finance"),
        rule(kind="claims"),
        rule(severity="S5"),
        rule(handoff="order>nowhere"),
        rule(verdict="passed"),
        rule(subjects="100"),
        rule(suspect=None),
        rule(rule="no-pillar"),
        rule(verdict="broken", broken=0),
        rule(verdict="holds"),
        rule(verdict="holds", broken=0, unknown=0, subjects=0),
        rule(verdict="not applicable", broken=0, unknown=0, subjects=0),
        rule(verdict="unknown", broken=0, suspect=True),
    ],
)
def test_wrong_verdicts_are_refused(wrong: dict[str, Any]) -> None:
    assert faults(VERDICTS, wrong) != []


@pytest.mark.parametrize(
    "wrong",
    [
        *(without(finding(), key) for key in finding()),
        finding(fingerprint="AA00000000000001"),
        finding(fingerprint="aa"),
        finding(at_risk={"currency": "EUR"}),
        finding(at_risk=5),
        finding(says=""),
        finding(subject={}),
        finding(subject={"order_id": ["A"]}),
        finding(evidence={"amount": 1.5}),
        finding(extra=1),
    ],
)
def test_a_wrong_finding_is_refused(wrong: dict[str, Any]) -> None:
    assert faults(FINDING, wrong) != []


def test_the_schemas_use_the_words_of_the_model() -> None:
    told = VERDICTS["$defs"]["rule"]["properties"]
    assert told["pillar"]["enum"] == list(PILLARS)
    assert told["kind"]["enum"] == list(RULE_KINDS)
    assert told["severity"]["enum"] == FINDING["properties"]["severity"]["enum"] == list(SEVERITIES)
    assert told["handoff"]["enum"] == FINDING["properties"]["handoff"]["enum"] == list(HANDOFFS)
    assert told["verdict"]["enum"] == [each.value for each in Verdict]
