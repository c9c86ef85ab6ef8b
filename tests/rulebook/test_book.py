"""The book: a folder is the list, a name stands once, and a choice that is none is told what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.errors import RuleError
from orderproof.model.words import PILLARS
from orderproof.rulebook.book import HOME, load_book, read_view

if TYPE_CHECKING:
    from pathlib import Path

BOOK = load_book()
VIEW = """\
-- What was taken.
-- key: order_id
select order_id, sum_of(amount, true) as taken from payments group by order_id
"""
RULE = """\
-- Nothing is taken twice.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: pays twice
-- says: Order {order_id}.
-- source: this test
select order_id from own_money where taken_min > 0
"""


def own_folder(folder: Path) -> Path:
    for place, text in {"views/own_money.sql": VIEW, "money/taken_twice.sql": RULE}.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    return folder


def test_every_file_in_a_pillars_folder_is_a_rule_of_that_name() -> None:
    files = {
        f"{path.parent.name}/{path.stem.replace('_', '-')}"
        for pillar in PILLARS
        for path in (HOME / pillar).glob("*.sql")
    }
    assert set(BOOK.rules) == files


def test_rules_stand_in_the_order_of_the_pillars_and_then_of_their_names() -> None:
    assert list(BOOK.rules) == sorted(BOOK.rules, key=lambda name: (PILLARS.index(BOOK.rules[name].pillar), name))


def test_a_folder_of_ones_own_adds_its_rules_and_views(tmp_path: Path) -> None:
    book = load_book([own_folder(tmp_path)])
    assert set(book.rules) - set(BOOK.rules) == {"money/taken-twice"}
    assert (book.views["own_money"].key, book.views["own_money"].says) == (("order_id",), "What was taken.")


def test_a_rule_that_stands_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    twin = own_folder(tmp_path / "one"), own_folder(tmp_path / "two")
    with pytest.raises(RuleError, match=r"money/taken-twice stands twice") as told:
        load_book(twin)
    assert str(tmp_path / "one") in str(told.value)


def test_a_folder_of_rules_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="there is no such folder"):
        load_book([tmp_path / "nowhere"])


def test_a_view_without_a_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.sql").write_text("-- What was taken.\nselect 1 as one\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"the header lacks `key:`"):
        read_view(tmp_path / "own.sql")


def test_a_pillar_or_a_rule_can_be_chosen_and_no_choice_is_all() -> None:
    assert [rule.name for rule in BOOK.chosen(["money/refund-exceeds-capture"])] == ["money/refund-exceeds-capture"]
    assert {rule.pillar for rule in BOOK.chosen(["stock", "story"])} == {"stock", "story"}
    assert len(BOOK.chosen([])) == len(BOOK.rules)


def test_a_choice_that_is_no_pillar_and_no_rule_is_told_what_comes_near() -> None:
    with pytest.raises(RuleError, match="money/refund-exceeds-capture"):
        BOOK.chosen(["refund-exceeds-capture"])
