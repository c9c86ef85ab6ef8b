"""Where nobody watches the answers are plain text of 80 columns; where somebody does, colours and progress."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from orderproof.report.digest import digest
from orderproof.report.terminal import Sheet, progress_on, sheet_of, show_judgement
from tests.report.judgements import EMPTY, JUDGEMENT, REFUND, STATEMENT

if TYPE_CHECKING:
    import pytest

DIGEST = digest(JUDGEMENT, {REFUND: STATEMENT})


class Watched(StringIO):
    def isatty(self) -> bool:
        return True


def shown(*, watched: bool = False) -> str:
    file = Watched() if watched else StringIO()
    show_judgement(Sheet(file, watched=watched), DIGEST)
    return file.getvalue()


def test_plain_text_has_no_colours_no_boxes_and_80_columns() -> None:
    lines = shown().splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip() or not all(each.isprintable() for each in line)] == []
    assert [line for line in lines if any("\u2500" <= each <= "\u257f" for each in line)] == []


def test_plain_text_tells_the_worst_first_and_the_totals_last() -> None:
    text = shown()
    places = [
        text.index(each)
        for each in ("S1 money/refund-exceeds-capture", "S2 journey/shipped-once", "Rule, mapping or", "money at risk:")
    ]
    assert places == sorted(places)
    assert STATEMENT in text
    assert "rules: 1 holds, 4 broken, 1 unknown, 1 not exercised, 1 not applicable" in text
    assert "orders: 90 perfect, 4 imperfect, 2 unknown" in text
    assert "money at risk: 12.36 EUR + 5 JPY" in text


def test_a_terminal_gets_colours_but_none_of_the_systems_own_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = shown(watched=True)
    assert "\x1b[1;31mS1 money/refund-exceeds-capture\x1b[0m" in text
    assert "\x1b[31m\u202e" not in text


def test_a_stream_is_watched_when_it_is_a_terminal_that_shows_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert [sheet_of(StringIO()).watched, sheet_of(Watched()).watched] == [False, True]
    monkeypatch.setenv("TERM", "dumb")
    assert not sheet_of(Watched()).watched


def test_progress_is_told_only_where_somebody_watches() -> None:
    silent, watched = StringIO(), Watched()
    for sheet in (Sheet(silent, watched=False), Sheet(watched, watched=True)):
        with progress_on(sheet) as progress:
            progress("counting [red]", 0, 2)
            progress("collecting findings", 1, 2)
            progress("collecting findings", 2, 2)
    assert silent.getvalue() == ""
    assert "counting [red]" in watched.getvalue()


def test_an_audit_that_judged_nothing_is_shown_too() -> None:
    file = StringIO()
    show_judgement(sheet_of(file), digest(EMPTY, {}))
    assert "rules: 0 holds, 0 broken" in file.getvalue()
