"""Known bugs on a terminal and as JSON: what they are, and how it ended when they were executed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from orderproof.report.terminal import heading, table
from orderproof.report.wording import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.hunt.known_bugs import KnownBug
    from orderproof.report.terminal import Sheet
    from orderproof.session.pairs import Executed


def bug_form(bug: KnownBug) -> dict[str, object]:
    """Shape a known bug for JSON."""
    return asdict(bug) | {"rules": list(bug.rules)}


def executed_form(done: Executed) -> dict[str, object]:
    """Shape an executed pair for JSON."""
    return asdict(done)


def show_bugs(sheet: Sheet, bugs: Sequence[KnownBug]) -> None:
    """List known bugs with their two versions, their journey and the rules that have to see them."""
    rows = [
        (each.name, each.system, f"{each.bad} > {each.good}", each.journey, ", ".join(each.rules), each.about)
        for each in bugs
    ]
    listing = table(("known bug", "system", "bad > good", "journey", "convicted by", "what it does"), rows)
    listing.columns[0].no_wrap = True
    sheet.show(heading(f"{figure(len(rows))} known bugs"), listing)


def show_executed(sheet: Sheet, done: Sequence[Executed]) -> None:
    """Show how every pair ended, with the findings on either version."""
    rows = [
        (each.name, each.ended, each.bad_version, figure(each.bad_findings), each.good_version,
         figure(each.good_findings), f"{each.seconds} s")
        for each in done
    ]  # fmt: skip
    listing = table(("known bug", "ended", "bad", "findings", "good", "findings", "took"), rows)
    listing.columns[0].no_wrap = True
    sheet.show(heading("Executed"), listing)
