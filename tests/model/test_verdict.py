"""Verdicts: five answers, spelt as in every file that leaves the program, and findings that nobody can change."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

from orderproof.model.verdict import Amount, RuleVerdict, Verdict
from tests.house.tree import PACKAGE


def test_the_five_verdicts_are_spelt_as_the_schema_of_the_answers_spells_them() -> None:
    schema = json.loads((PACKAGE / "report" / "schemas" / "verdicts.schema.json").read_text(encoding="utf-8"))
    assert [str(each) for each in Verdict] == schema["$defs"]["rule"]["properties"]["verdict"]["enum"]


def test_a_rule_that_was_given_nothing_to_count_claims_nothing() -> None:
    silent = RuleVerdict("money/x", "money", "law", "S3", "order>payment", Verdict.NOT_EXERCISED)
    assert (silent.subjects, silent.broken, silent.unknown, silent.at_risk) == (0, 0, 0, ())


def test_an_amount_cannot_be_changed_once_it_is_said() -> None:
    amount = Amount("EUR", 1250)
    with pytest.raises(FrozenInstanceError):
        amount.amount_minor = 0  # type: ignore[misc]
