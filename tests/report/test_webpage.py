"""report.html is one file that tells everything, asks no network for anything and takes no text for markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from orderproof.audit.handoffs import Count, Passage
from orderproof.model.verdict import Verdict
from orderproof.model.words import HANDOFFS
from orderproof.report.campaign import Campaign, Latency
from orderproof.report.digest import digest
from orderproof.report.exhibit import exhibit_of
from orderproof.report.webpage import BAR, Matter, anchor, count_text, shares, steps, webpage
from tests.report.hostile import HOSTILE, hostile_page
from tests.report.judgements import AS_OF, EMPTY, FINDINGS, JUDGEMENT, REFUND, STATEMENT

ROWS = [
    ("payments", {"order_id": "A", "occurred_at": AS_OF, "kind": "refund", "amount": 1001, "currency": "EUR",
                  "state": "succeeded", "certainty": "possible", "source": "gateway:card", "run": "r", "row_id": "1"}),
]  # fmt: skip
CAMPAIGN = Campaign(
    "shop", 7, "orderproof run shop --seed 7", ("refund-guard-off",), (Latency("place", 9, 1250, 2, 3),)
)
MATTER = Matter(
    exhibits={FINDINGS[0].fingerprint: exhibit_of(ROWS)},
    passages=(Passage("order>payment", Count(94, 96), None, "placed", "authorized"),),
    customers={REFUND: "gets money that is not theirs"},
)
PAGE = webpage(digest(JUDGEMENT, {REFUND: STATEMENT}), MATTER, "0.1.0")


class Reader(HTMLParser):
    """Reads a page as a browser does: which tags, which attributes, what text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.pieces: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            self.values.append((name, value or ""))
            self.ids += [value or ""] if name == "id" else []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        """All text, white space closed up."""
        return " ".join("".join(self.pieces).split())


READ = Reader(PAGE)


def test_every_part_of_the_story_stands_on_the_page() -> None:
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", PAGE)
    assert heads == [
        "Orders", "Money at risk", "Rules", "The grid", "Handoffs", "Findings, worst first",
        "Rule, mapping or convention?", "In doubt", "Not judged", "Witnesses, and what was cut",
    ]  # fmt: skip


def test_money_stands_per_currency_and_is_never_added() -> None:
    assert "<li>12.36 EUR</li>\n<li>5 JPY</li>" in PAGE


def test_every_pillar_meets_every_kind_in_the_grid_with_evidence_below() -> None:
    grid = PAGE.partition('<table class="grid">')[2].partition("</table>")[0]
    assert len(re.findall(r"data-kind=", grid)) == 17
    assert "<b>1</b> not applicable" in grid
    assert "0 of 1 judged" in grid


def test_a_handoff_says_unknown_where_no_ledger_shows_it() -> None:
    row = next(each for each in PAGE.split("<tr") if ">payment<" in each)
    assert "94 to 96" in row
    assert ">unknown<" in row
    assert [each.handoff for each in steps((), ())] == list(HANDOFFS)
    assert count_text(Count(3, None)) == "at least 3"
    assert count_text(None) == "unknown"


def test_a_finding_is_told_with_its_sentence_its_rows_and_its_story() -> None:
    told = PAGE.partition(f'id="f-{FINDINGS[0].fingerprint}"')[2].partition("</article>")[0]
    assert "Order A: 10.01 EUR refunded, at most 10.00 EUR captured." in told
    assert "refund 10.01 EUR succeeded" in told
    assert "<code>gateway:card: refund? A 10.01" in told
    assert '<em class="perhaps">possible</em>' in told


def test_a_finding_without_rows_names_the_command_that_fetches_them() -> None:
    told = PAGE.partition(f'id="f-{FINDINGS[1].fingerprint}"')[2].partition("</details>")[0]
    assert f"orderproof explain {FINDINGS[1].fingerprint}" in told


def test_what_was_not_judged_is_listed_with_its_reason() -> None:
    assert "no ledger *notices*" in PAGE.partition('id="silent"')[2]
    assert "nobody to judge" in PAGE.partition('id="silent"')[2]


def test_a_campaign_says_its_seed_its_defect_its_latencies_and_how_to_replay_it() -> None:
    assert 'id="campaign"' not in PAGE
    told = webpage(digest(JUDGEMENT, {}), replace(MATTER, campaign=CAMPAIGN), "0.1.0")
    section = told.partition('id="campaign"')[2].partition("</section>")[0]
    for text in ("refund-guard-off", "orderproof run shop --seed 7", "<code>7</code>", ">1.3<"):
        assert text in section


def test_the_page_holds_no_script_and_no_address_of_any_other_place() -> None:
    assert READ.tags & {"script", "iframe", "img", "link", "object", "embed", "form", "base"} == set()
    assert {name for name in READ.attributes if name.startswith("on") or name in ("src", "style")} == set()
    assert all(value.startswith("#") for name, value in READ.values if name == "href")
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_every_link_of_the_page_leads_somewhere_and_no_place_is_named_twice() -> None:
    assert {value[1:] for name, value in READ.values if name == "href"} - set(READ.ids) == set()
    assert len(READ.ids) == len(set(READ.ids))


def test_the_same_judgement_gives_the_same_page() -> None:
    again = replace(JUDGEMENT, rules=JUDGEMENT.rules[::-1], findings=JUDGEMENT.findings[::-1])
    assert webpage(digest(again, {REFUND: STATEMENT}), MATTER, "0.1.0") == PAGE


def test_an_audit_that_judged_nothing_still_gives_a_page() -> None:
    page = Reader(webpage(digest(EMPTY, {}), Matter(), "0.1.0")).text
    assert "No rule was judged." in page
    assert "Nothing is broken." in page


def test_no_text_of_a_system_becomes_markup_whatever_field_it_stands_in() -> None:
    told, matter, given = hostile_page()
    page = webpage(told, matter, "0.1.0")
    read = Reader(page)
    assert read.tags <= READ.tags | {"caption", "small"}
    assert {name for name in read.attributes if name.startswith("on") or name in ("src", "style")} == set()
    assert all(value.startswith("#") for name, value in read.values if name == "href")
    shown = {int(each) for each in re.findall(r"n(\d+)n ", read.text)}
    assert len(shown) > 0.85 * given
    assert read.text.count(HOSTILE[0]) > 100


def test_what_steers_a_reader_is_spelled_out() -> None:
    told, matter, _ = hostile_page()
    page = webpage(told, matter, "0.1.0")
    assert set(page) & set("\x00\x1b\u202e\u2066\u200e\ud800") == set()
    assert "a\\u202eb\\u2066c\\u200ed" in page


def test_a_place_in_the_page_is_named_by_the_rule_where_an_address_can_hold_it() -> None:
    assert anchor("money/refund-exceeds-capture") == "money/refund-exceeds-capture"
    assert re.fullmatch(r"rule-[0-9a-f]{12}", anchor('x" onclick="y'))


@pytest.mark.parametrize("counts", [{"a": 1, "b": 99_999}, {"a": 3}, {"a": 1, "b": 1, "c": 1}, {"a": 0, "b": 5}])
def test_a_bar_is_full_and_shows_what_there_is_however_little(counts: dict[str, int]) -> None:
    pieces = shares(counts)
    assert {each.name for each in pieces} == {name for name, count in counts.items() if count}
    assert sum(each.width for each in pieces) == BAR
    assert all(one.start + one.width == two.start for one, two in pairwise(pieces))
    assert min(each.width for each in pieces) >= BAR // 100


def test_a_bar_of_nothing_is_empty() -> None:
    assert shares(dict.fromkeys(Verdict, 0)) == ()
