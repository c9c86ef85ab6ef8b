"""Words of a system reach the reader letter by letter: never as markup, never as a command to the terminal."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from orderproof.model.verdict import Amount
from orderproof.report.wording import escaped, instant, money, moneys, one_line
from tests.report.judgements import AS_OF, NASTY

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = ("<!-- -->", "<span>", "</span>")


def read(text: str) -> str:
    """Read escaped text as GitHub would show it inside a list item and a table cell."""
    item = re.fullmatch(r"<ul>\n<li>(.*)</li>\n</ul>\n", MARKDOWN.render(f"- {text}"), re.DOTALL)
    cell = re.search(r"<tbody>\n<tr>\n<td>(.*)</td>", MARKDOWN.render(f"| a |\n|---|\n| {text} |"), re.DOTALL)
    assert item, text
    assert cell, text
    shown = [item.group(1), cell.group(1)]
    for ours in OURS:
        shown = [each.replace(ours, "") for each in shown]
    assert "<" not in shown[0]
    assert shown[0] == shown[1]
    return html.unescape(shown[0])


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1).map(one_line).filter(bool))
def test_any_text_is_read_on_the_page_letter_by_letter(text: str) -> None:
    assert read(escaped(text)) == text


@given(st.text(alphabet="-+=>#*_`~|[]()<>&\\1.): $@!\nwx:/", min_size=1).map(one_line).filter(bool))
def test_text_made_of_markup_is_read_on_the_page_letter_by_letter(text: str) -> None:
    assert read(escaped(text)) == text


@pytest.mark.parametrize(
    "text", ["@ops", "#12", "GH-12", "https://evil.example", "www.evil.example", "a@b.example", ":tada:", "mailto:x"]
)
def test_no_mention_issue_link_or_emoji_comes_out_of_data(text: str) -> None:
    assert "<!-- -->" in escaped(text)


def test_what_would_steer_a_terminal_is_spelled_out() -> None:
    assert one_line("a\x1b[31m\nb\u202ec\x00") == "a\\x1b[31m b\\u202ec\\x00"
    assert all(each.isprintable() for each in one_line(NASTY))


def test_money_is_spelled_in_the_decimals_of_its_currency() -> None:
    amounts = (Amount("BRL", 123450), Amount("JPY", 5), Amount("KWD", -1), Amount("???", 7))
    assert [money(each) for each in amounts] == ["1234.50 BRL", "5 JPY", "-0.001 KWD", "7 minor units of ???"]


def test_sums_of_two_currencies_stand_side_by_side() -> None:
    assert moneys((Amount("EUR", 1), Amount("JPY", 5))) == "0.01 EUR + 5 JPY"


def test_an_instant_is_utc_and_has_microseconds_only_where_there_are_some() -> None:
    assert instant(AS_OF) == "2024-01-31T12:00:00Z"
    assert instant(AS_OF.replace(microsecond=1)) == "2024-01-31T12:00:00.000001Z"
