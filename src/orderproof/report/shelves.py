"""What can be played, on a terminal: the systems with what is missing, the planted defects with who convicts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orderproof.report.pages import facts
from orderproof.report.terminal import heading, table
from orderproof.report.wording import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.report.terminal import Sheet


@dataclass(frozen=True, slots=True)
class SystemOnShelf:
    """A system that can be played, or what this machine lacks for it."""

    name: str
    about: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlantedDefect:
    """A defect and the rules that say that they convict it; `shows` is always, concurrency, retry or timeout."""

    name: str
    about: str
    pillar: str
    case: str
    shows: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of the contract suite: how it ended (passed, failed, declared gap) and why."""

    name: str
    ended: str
    why: str


def system_form(system: SystemOnShelf) -> dict[str, object]:
    """Shape a system for JSON."""
    return {"name": system.name, "about": system.about, "missing": list(system.missing)}


def defect_form(defect: PlantedDefect) -> dict[str, object]:
    """Shape a defect for JSON."""
    return {
        "name": defect.name,
        "about": defect.about,
        "pillar": defect.pillar,
        "shows": defect.shows,
        "case": defect.case,
        "rules": list(defect.rules),
    }


def show_systems(sheet: Sheet, systems: Sequence[SystemOnShelf]) -> None:
    """List the systems: ready, or what is missing and how to get it."""
    rows = [(each.name, "; ".join(each.missing) or "ready", each.about) for each in systems]
    sheet.show(heading(f"{figure(len(rows))} systems"), table(("system", "state", "about"), rows))


def show_defects(sheet: Sheet, defects: Sequence[PlantedDefect]) -> None:
    """List the planted defects by pillar."""
    rows = [(each.pillar, each.name, each.shows, ", ".join(each.rules), each.about) for each in defects]
    listing = table(("pillar", "defect", "shows", "convicted by", "what it does"), sorted(rows))
    listing.columns[1].no_wrap = True
    sheet.show(heading(f"{figure(len(rows))} planted defects"), listing)


def show_defect(sheet: Sheet, defect: PlantedDefect) -> None:
    """Show one planted defect and how to play it."""
    told = [
        ("defect", defect.name),
        ("does", defect.about),
        ("pillar", defect.pillar),
        ("shows", defect.shows),
        ("convicted", ", ".join(defect.rules)),
        ("imitates", defect.case),
        ("play it", f"orderproof run --defect {defect.name}"),
    ]
    sheet.show(facts(told))


def show_checks(sheet: Sheet, name: str, checks: Sequence[Checked]) -> None:
    """Show how a system did in the contract suite."""
    rows = [(each.ended, each.name, each.why) for each in checks]
    passed = sum(each.ended == "passed" for each in checks)
    sheet.show(
        heading(f"{name}: {figure(passed)} of {figure(len(checks))} checks passed"),
        table(("", "check", "why"), rows),
    )


def checked_form(check: Checked) -> dict[str, object]:
    """Shape a check for JSON."""
    return {"check": check.name, "ended": check.ended, "why": check.why}
