"""summary.md tells everything a reader needs, and nothing in it but the template is markup."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from orderproof.model.verdict import Verdict
from orderproof.report.campaign import Campaign, Latency
from orderproof.report.digest import digest
from orderproof.report.summary import summary
from tests.report.judgements import EMPTY, JUDGEMENT, NASTY, REFUND, STATEMENT, verdict

PAGE = summary(digest(JUDGEMENT, {REFUND: STATEMENT}), "0.1.0")
HTML = MarkdownIt("commonmark", {"html": True}).enable("table").render(PAGE)


def test_the_page_has_every_section_in_its_order() -> None:
    assert re.findall(r"^## (.*)$", PAGE, re.MULTILINE) == [
        "The grid",
        "Where broken orders stopped",
        "Findings, worst first",
        "Rule, mapping or convention?",
        "In doubt",
        "Not exercised",
        "Not applicable",
        "Witnesses, and what was cut",
    ]


def test_the_page_begins_with_orders_and_money_per_currency() -> None:
    assert "| 90 | 4 | 2 | 12.36 EUR + 5 JPY |" in PAGE
    assert "Rules: **4 broken**, 1 hold, 1 in doubt, 1 not exercised, 1 not applicable" in PAGE


def test_the_grid_is_four_by_four_with_evidence_below() -> None:
    assert "| | law | claim | promise | choice |\n|---|:---:|:---:|:---:|:---:|\n| journey |" in PAGE
    assert "| money | **0 / 1 / 0 / 0 / 0** | - | - | **0 / 1 / 0 / 0 / 0** |" in PAGE
    assert "The recording itself (evidence): **0 / 1 / 0 / 0 / 0**" in PAGE
    assert HTML.count("<table>") == 3


def test_a_broken_rule_is_told_with_its_promise_its_worst_and_fingerprints() -> None:
    group = PAGE.partition(f"### S1 {REFUND}")[2].partition("###")[0]
    assert STATEMENT in group
    assert "4 of 100 broken, 2 unknown; law, at order>payment; 12.36 EUR at risk." in group
    assert "- worst: Order B: 10.01 EUR refunded, at most 10.00 EUR captured. `aa00000000000002`" in group


def test_a_known_deviation_is_shown_with_its_reason() -> None:
    known = verdict("money/a", Verdict.BROKEN, subjects=1, broken=1, reason="known deviation: only today's prices")
    assert "known deviation: only today's prices" in summary(digest(replace(JUDGEMENT, rules=(known,)), {}), "0.1.0")


def test_a_campaign_says_how_to_play_it_again_and_how_long_answers_took() -> None:
    campaign = Campaign("shop", 7, "orderproof run shop", ("a-b", "c|d"), (Latency("place", 9, 1250, 2000, 3000),))
    told = summary(digest(JUDGEMENT, {}), "0.1.0", campaign)
    section = told.partition("## The campaign")[2].partition("##")[0]
    assert "- planted defects: a-b, c\\|d\n" in section
    assert "- play it again: orderproof run shop\n" in section
    assert "| place | 9 | 1.3 | 2.0 | 3.0 |" in section
    assert "## The campaign" not in PAGE


def test_several_names_are_parted_by_a_comma_and_a_space() -> None:
    told = summary(digest(replace(JUDGEMENT, failed=("a/b", "c/d")), {}), "0.1.0")
    assert "a/b, c/d. Please report them." in told


def test_findings_that_were_cut_are_said() -> None:
    assert "Kept: 1 findings of 20." in PAGE.partition("money/price-in-force")[2]


def test_own_faults_and_missed_rules_are_said_at_the_top() -> None:
    top = PAGE.partition("## The grid")[0]
    assert "**Rules that failed by our own fault:** stock/crashed. Please report them." in top
    assert "**Not exercised although the profile says it must be:** story/told-once." in top


def test_text_of_a_system_is_never_markup() -> None:
    assert set(re.findall(r"<(\w+)", HTML)) <= {
        "h1", "h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "code", "span",
    }  # fmt: skip
    assert "\x1b" not in PAGE
    assert NASTY.partition("<b>")[0] + "&lt;b&gt;|*x*_[y](z) `q` " in HTML


def test_an_audit_that_judged_nothing_still_gives_a_page() -> None:
    page = summary(digest(EMPTY, {}), "0.1.0")
    assert "| 0 | 0 | 0 | none found |" in page
    assert "\n\n\n" not in page


def test_the_same_judgement_gives_the_same_page() -> None:
    again = replace(JUDGEMENT, rules=JUDGEMENT.rules[::-1], findings=JUDGEMENT.findings[::-1])
    assert summary(digest(again, {REFUND: STATEMENT}), "0.1.0") == PAGE
