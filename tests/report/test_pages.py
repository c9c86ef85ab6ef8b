"""Pages asked for by name tell everything there is to a reader with 80 columns, and obey nobody's control codes."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from orderproof.audit.evidence import ROWS_MAX
from orderproof.history.mapping import list_mappings, mapping_of
from orderproof.report.explain import Explanation, explain
from orderproof.report.pages import (
    cases_of,
    in_rulebook_order,
    mapping_form,
    rule_form,
    rule_page_form,
    show_explanation,
    show_mapping,
    show_mappings,
    show_rule,
    show_rules,
)
from orderproof.report.run import RuleWords
from orderproof.report.terminal import Sheet
from orderproof.rulebook.book import load_book
from tests.report.judgements import FINDINGS, NASTY, STATEMENT
from tests.report.past_runs import leave_answers, no_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from orderproof.rulebook.rule import Rule

RULES = load_book().rules.values()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return leave_answers(tmp_path)


def page(show: Callable[[Sheet], None]) -> str:
    file = StringIO()
    show(Sheet(file, watched=False))
    assert max(map(len, file.getvalue().splitlines())) <= 80
    return file.getvalue()


def shown(explanation: Explanation) -> str:
    return page(lambda sheet: show_explanation(sheet, explanation))


def test_the_page_says_the_sentence_the_promise_and_the_rows_in_80_columns(folder: Path) -> None:
    text = shown(explain(folder, "aa00000000000001", no_source))
    assert text.startswith("Order A: 10.01 EUR refunded, at most 10.00 EUR captured.\n")
    for each in (STATEMENT, "gets money that is not theirs", "0.01 EUR", "kind=refund amount=1001 certainty=possible"):
        assert each in " ".join(text.split())
    assert "run=r" not in text


def test_the_page_of_a_suspect_finding_asks_what_is_wrong(folder: Path) -> None:
    text = shown(explain(folder, "da", lambda _finding, _request: []))
    assert "rule, mapping or convention?" in text
    assert "No ledger holds a row about this subject." in text


def test_text_of_a_system_cannot_steer_the_terminal() -> None:
    text = shown(Explanation(FINDINGS[3], RuleWords("", ""), [("orders", {"order_id": NASTY, "sku": "\x1b[2J"})]))
    assert [each for each in text if not each.isprintable() and each != "\n"] == []


def test_rows_that_were_cut_are_said_below_the_rows() -> None:
    rows = [("orders", {"order_id": "A", "version": number}) for number in range(ROWS_MAX)]
    assert f"Only the first {ROWS_MAX} rows are shown." in shown(Explanation(FINDINGS[0], RuleWords("", ""), rows))


def test_the_list_of_rules_goes_by_pillar_kind_and_name() -> None:
    text = page(lambda sheet: show_rules(sheet, RULES))
    names = [each.name for each in in_rulebook_order(RULES)]
    assert [text.index(name) for name in names] == sorted(text.index(name) for name in names)
    assert names != sorted(names, reverse=True)


@pytest.mark.parametrize("rule", RULES, ids=lambda each: each.name)
def test_the_page_of_a_rule_has_its_promise_its_sql_and_its_cases(rule: Rule) -> None:
    cases = cases_of(rule)
    words = "".join(page(lambda sheet: show_rule(sheet, rule, cases)).split())
    for text in (rule.name, rule.statement, rule.customer, rule.says, rule.source, rule.applies or "", rule.sql, cases):
        assert "".join(text.split()) in words
    assert rule_page_form(rule, cases) == {
        **rule_form(rule), "doubt": rule.doubt, "sql": rule.sql, "cases": cases, "file": str(rule.path),
    }  # fmt: skip


def test_a_rule_without_cases_has_an_empty_text_of_them(tmp_path: Path) -> None:
    rule = next(iter(RULES))
    assert cases_of(replace(rule, path=tmp_path / "none.sql")) == ""


@pytest.mark.parametrize("name", list_mappings())
def test_the_page_of_a_mapping_names_its_ledgers(name: str) -> None:
    mapping = mapping_of(name)
    text = page(lambda sheet: show_mapping(sheet, mapping, "about it"))
    assert [ledger for ledger in mapping.ledgers if ledger not in text] == []
    assert mapping_form(mapping, "about it")["ledgers"] == list(mapping.ledgers)
    assert "about it" in page(lambda sheet: show_mappings(sheet, [(mapping, "about it")]))


def test_the_list_of_rules_loses_no_letter_however_long_its_words() -> None:
    """A table that is wider than the page would be cut at its edge, silently."""
    rules = load_book().rules.values()
    held = StringIO()
    show_rules(Sheet(held, watched=False), rules)
    shown = " ".join(held.getvalue().split())
    lines = held.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    missing = [word for rule in rules for word in rule.statement.split() if word not in shown]
    assert missing == []
