"""junit.xml has a case for every rule, says why what was not judged was not, and is XML whatever a system writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from orderproof.report.digest import digest, in_order
from orderproof.report.junit import junit
from tests.report.hostile import hostile_page
from tests.report.judgements import EMPTY, JUDGEMENT, REFUND, STATEMENT

if TYPE_CHECKING:
    from orderproof.model.verdict import Judgement


def document(judgement: Judgement) -> ET.Element:
    text = junit(digest(judgement, {REFUND: STATEMENT}), in_order(judgement.rules))
    return ET.fromstring(text.encode())  # noqa: S314 - our own document


ROOT = document(JUDGEMENT)


def case(name: str) -> ET.Element:
    return next(each for each in ROOT.iter("testcase") if each.get("name") == name)


def said(name: str, how: str) -> str:
    found = case(name).find(how)
    assert found is not None
    return found.get("message", "")


def test_every_rule_is_a_case_of_its_pillar() -> None:
    cases = {each.get("name"): each.get("classname") for each in ROOT.iter("testcase")}
    assert cases == {each.rule: each.pillar for each in JUDGEMENT.rules} | {"stock/crashed": "stock"}


def test_a_broken_rule_is_a_failure_with_its_first_sentences() -> None:
    failure = case(REFUND).find("failure")
    assert failure is not None
    assert failure.get("message") == "4 of 100 broken, at order>payment, 12.36 EUR at risk"
    assert failure.get("type") == "S1"
    assert (failure.text or "").splitlines()[:2] == [
        STATEMENT,
        "first: Order A: 10.01 EUR refunded, at most 10.00 EUR captured. [aa00000000000001]",
    ]


def test_a_suspect_rule_asks_whether_it_is_the_mapping() -> None:
    assert said("money/price-in-force", "failure").endswith("(suspect: rule, mapping or convention?)")


def test_what_was_not_judged_is_skipped_with_its_reason() -> None:
    assert said("journey/terminal", "skipped") == "not exercised: nobody to judge"
    assert said("story/told-once", "skipped") == (
        "not applicable: no ledger *notices* (the profile says it must be exercised)"
    )


def test_what_is_in_doubt_is_skipped_as_unknown() -> None:
    assert said("journey/stuck", "skipped") == "unknown: 3 of 3 in doubt"


def test_a_rule_that_holds_passes() -> None:
    assert list(case("stock/never-negative")) == []


def test_a_rule_that_failed_by_our_own_fault_is_an_error() -> None:
    assert said("stock/crashed", "error") == "the rule failed by our own fault"
    failed = document(replace(JUDGEMENT, failed=("journey/stuck",)))
    stuck = next(each for each in failed.iter("testcase") if each.get("name") == "journey/stuck")
    assert [each.tag for each in stuck] == ["error"]


def test_the_counts_of_the_suites_add_up() -> None:
    counts = {name: ROOT.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "9", "failures": "4", "errors": "1", "skipped": "3"}
    assert sum(int(each.get("tests", "")) for each in ROOT) == 9


def test_it_is_xml_whatever_a_system_writes() -> None:
    told, _, _ = hostile_page()
    text = junit(told, in_order(told.judgement.rules))
    root = ET.fromstring(text.encode())  # noqa: S314 - our own document
    assert len(list(root.iter("testcase"))) == len(told.judgement.rules) + len(told.judgement.failed)
    assert {each.tag for each in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped",
    }  # fmt: skip
    assert "\\x00" in text
    assert "\\ufffe" in text


def test_an_audit_that_judged_nothing_gives_an_empty_document() -> None:
    assert (document(EMPTY).get("tests"), len(document(EMPTY))) == ("0", 0)
