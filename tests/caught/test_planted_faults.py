"""The rulebook finds every fault that is planted in made-up orders, says nothing else, and acquits honest orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.history.synthetic import DEMO, FAULTS, Planted, Scenario, read_planted, write_synthetic
from orderproof.journeys.mix import journey_names
from orderproof.model.verdict import Verdict
from orderproof.rulebook.book import load_book
from orderproof.session import AuditRequest, audit

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.model.verdict import Finding, Judgement


PLAYED = {"stock/reserved-equals-moves": "best-seller"}
"""Rules that no made-up order breaks, and the journey that breaks them on a real system."""


def judged(folder: Path, scenario: Scenario) -> tuple[tuple[Planted, ...], Judgement]:
    write_synthetic(folder / "history", folder / "planted.parquet", scenario)
    return read_planted(folder / "planted.parquet"), audit(AuditRequest(source=folder / "history"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Planted, ...], Judgement]:
    return judged(tmp_path_factory.mktemp("demo"), DEMO)


def tells(finding: Finding, planted: Planted) -> bool:
    said = {**finding.evidence, **finding.subject}
    return (finding.rule, said.get(planted.key)) == (planted.rule, planted.value)


def test_every_planted_fault_is_found_by_every_rule_that_it_breaks(demo: tuple[tuple[Planted, ...], Judgement]) -> None:
    planted, judgement = demo
    assert [each for each in planted if not any(tells(finding, each) for finding in judgement.findings)] == []


def test_nothing_is_found_that_was_not_planted(demo: tuple[tuple[Planted, ...], Judgement]) -> None:
    planted, judgement = demo
    assert [each for each in judgement.findings if not any(tells(each, fault) for fault in planted)] == []
    assert judgement.failed == ()


def test_honest_orders_break_no_promise_and_leave_no_doubt(tmp_path: Path) -> None:
    planted, judgement = judged(tmp_path, Scenario(orders=1000, fault_every=None))
    assert planted == ()
    assert {each.rule: each.verdict for each in judgement.rules if each.broken or each.unknown} == {}
    assert {each.verdict for each in judgement.rules} <= {Verdict.HOLDS, Verdict.NOT_EXERCISED}
    assert (judgement.orders.perfect, judgement.orders.imperfect, judgement.orders.unknown) == (1000, 0, 0)


def test_every_rule_of_the_rulebook_has_a_fault_or_a_journey_that_breaks_it() -> None:
    assert {rule for fault in FAULTS for rule in fault.rules} | set(PLAYED) == set(load_book(()).rules)
    assert set(PLAYED.values()) <= set(journey_names())
