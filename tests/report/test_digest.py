"""A reader sees the worst first, every order once where it stopped, and suspect rules apart."""

from __future__ import annotations

from dataclasses import replace

from orderproof.model.verdict import Verdict
from orderproof.report.digest import digest, findings_in_order, findings_worth_telling, in_order, worth_telling
from tests.report.judgements import EMPTY, FINDINGS, JUDGEMENT, REFUND, STATEMENT, finding

DIGEST = digest(JUDGEMENT, {REFUND: STATEMENT})


def test_the_grid_counts_every_rule_in_its_pillar_and_kind() -> None:
    cells = {(cell.pillar, cell.kind): cell.counts for row in DIGEST.grid for cell in row}
    assert len(cells) == 16
    assert cells["money", "law"][Verdict.BROKEN] == 1
    assert cells["journey", "promise"][Verdict.UNKNOWN] == 1
    assert DIGEST.evidence.counts[Verdict.BROKEN] == 1
    assert sum(DIGEST.totals.values()) == len(JUDGEMENT.rules)


def test_an_order_broken_at_two_handoffs_stopped_at_the_first() -> None:
    stops = [(each.handoff, each.orders, each.findings) for each in DIGEST.stops]
    assert stops == [("order>payment", 4, 4), ("warehouse>carrier", 0, 1)]


def test_an_order_named_only_in_the_evidence_stops_too() -> None:
    named = finding("x", None, "0" * 16, subject={"payment_id": "p1"}, evidence={"order_id": "A"})
    stops = digest(replace(JUDGEMENT, findings=(named,)), {}).stops
    assert [(each.handoff, each.orders) for each in stops] == [("order>payment", 1)]


def test_groups_are_told_by_severity_then_money_with_suspects_apart() -> None:
    assert [each.rule.rule for each in DIGEST.groups] == [REFUND, "journey/shipped-once", "evidence/twice"]
    assert [each.rule.rule for each in DIGEST.suspects] == ["money/price-in-force"]
    assert DIGEST.groups[0].statement == STATEMENT


def test_first_worst_and_last_are_told_each_once() -> None:
    told = [(each.roles, each.finding.subject["order_id"]) for each in worth_telling(FINDINGS[:3])]
    assert told == [("first", "A"), ("worst", "B"), ("last", "BB")]
    assert [each.roles for each in worth_telling(FINDINGS[:2])] == ["first", "worst and last"]
    assert [each.roles for each in worth_telling(FINDINGS[:1])] == ["only"]
    assert worth_telling(()) == ()


def test_without_money_there_is_no_worst() -> None:
    free = [finding(order, None, order * 16) for order in "abc"]
    assert [each.roles for each in worth_telling(free)] == ["first", "last"]


def test_evidence_is_kept_for_what_is_told() -> None:
    kept = [each.fingerprint for each in findings_worth_telling(JUDGEMENT) if each.rule == REFUND]
    assert kept == ["aa00000000000001", "aa00000000000002", "ac00000000000004"]


def test_the_order_of_rules_and_findings_does_not_depend_on_the_order_of_judging() -> None:
    shuffled = replace(JUDGEMENT, rules=JUDGEMENT.rules[::-1], findings=JUDGEMENT.findings[::-1])
    assert in_order(shuffled.rules) == in_order(JUDGEMENT.rules)
    assert findings_in_order(shuffled) == findings_in_order(JUDGEMENT)
    assert digest(shuffled, {}).groups == digest(JUDGEMENT, {}).groups


def test_findings_about_numbers_stand_in_the_order_of_the_numbers() -> None:
    two, ten = (finding("x", None, "0" * 16, subject={"version": number}) for number in (2, 10))
    assert findings_in_order(replace(JUDGEMENT, findings=(ten, two))) == (two, ten)


def test_nothing_judged_leaves_nothing_to_tell() -> None:
    empty = digest(EMPTY, {})
    assert (empty.groups, empty.stops, sum(empty.totals.values())) == ((), (), 0)
