"""What became of the drafts is told in full and truly."""

from __future__ import annotations

import csv

import pytest

from docs.status import WAITING, Draft, drafts
from orderproof.rulebook.book import load_book
from tests.shared_data import shared_data

DRAFTS = [draft for family in drafts().values() for draft in family]
RULES = load_book().rules
MANY = 303


def test_every_draft_stands_there_once() -> None:
    names = [draft.id for draft in DRAFTS]
    assert len(names) == len(set(names)) == MANY


def test_the_drafts_are_those_of_the_list() -> None:
    with shared_data("../design/rulebook.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["id"]: (row["name"], row["severity"]) for row in csv.DictReader(file)}
    assert {draft.id: (draft.name, draft.severity) for draft in DRAFTS} == listed


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.id)
def test_what_is_said_of_a_draft_can_be_so(draft: Draft) -> None:
    assert set(draft.rules) <= set(RULES), "it names a rule that there is not"
    if draft.state == WAITING:
        assert draft.waiting.strip(), "it says why"
    elif draft.severity == "S1":
        assert bool(draft.exercised) != bool(draft.unexercised), "one of `exercised` and `unexercised`"
