"""`orderproof rules` lists the book, shows one rule of it, and takes the rules that users add."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from orderproof.rulebook.book import load_book
from tests.cli.histories import OWN_CASES, OWN_RULE, OWN_SQL, SHIPPED, orderproof, own_rules, same_process

if TYPE_CHECKING:
    from pathlib import Path


def test_the_list_has_every_rule_by_pillar_in_80_columns() -> None:
    told = orderproof("rules")
    assert told.returncode == 0
    assert f"{len(load_book().rules)} rules." in told.stdout
    assert told.stdout.index("journey: ") < told.stdout.index("evidence: ")
    assert max(map(len, told.stdout.splitlines())) <= 80


def test_the_list_as_json_has_every_rule_with_its_promise() -> None:
    rules = json.loads(same_process("rules", "--json").stdout)
    assert {each["rule"] for each in rules} == set(load_book().rules)
    assert [each["rule"] for each in rules if not each["statement"]] == []


def test_a_rule_of_ones_own_is_listed_and_has_its_page(tmp_path: Path) -> None:
    folder = own_rules(tmp_path / "rules")
    assert OWN_RULE in same_process("rules", "--rules", folder).stdout
    page = same_process("rules", OWN_RULE, "--rules", folder).stdout
    for line in ("Nobody is sold more than what fits on one pallet.", "where units_min > $tolerance", "kind", "choice"):
        assert line in page
    assert [line for line in OWN_CASES.splitlines() if line.strip() not in page] == []
    form = json.loads(same_process("rules", OWN_RULE, "--rules", folder, "--json").stdout)
    assert form["cases"] == OWN_CASES
    assert form["sql"] in OWN_SQL
    assert (form["rule"], form["tolerance"], form["applies"]) == (OWN_RULE, 2, "line_rows_min > 0")


def test_a_rule_of_the_book_has_its_page() -> None:
    rule = load_book().rules[SHIPPED]
    page = " ".join(same_process("rules", SHIPPED).stdout.split())
    for words in (rule.statement, rule.customer, rule.handoff, rule.source):
        assert " ".join(words.split()) in page


def test_a_misspelt_rule_ends_with_3_and_a_suggestion() -> None:
    told = same_process("rules", SHIPPED.replace("ordered", "orderd"))
    assert (told.returncode, told.stdout) == (3, "")
    assert f"Did you mean {SHIPPED}?" in told.stderr
