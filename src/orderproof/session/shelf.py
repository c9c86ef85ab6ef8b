"""The shelf with its answers: which systems can be played here, and which rules convict which planted defect."""

from __future__ import annotations

from orderproof.report.shelves import PlantedDefect, SystemOnShelf
from orderproof.rulebook.book import load_book
from orderproof.systems.shelf import defect_of, defects_of, system_names, system_of


def systems() -> list[SystemOnShelf]:
    """List the systems, with what this machine lacks for each."""
    return [SystemOnShelf(name, system_of(name).ABOUT, system_of(name).missing()) for name in system_names()]


def planted(system: str, name: str | None = None) -> list[PlantedDefect]:
    """List a system's planted defects, or one of them; InputError where there is none of that name."""
    found = list(defects_of(system).values()) if name is None else [defect_of(system, name)]
    rules = load_book(()).rules
    return [
        PlantedDefect(
            each.name,
            each.about,
            each.pillar,
            each.case,
            each.shows,
            tuple(rule for rule, told in rules.items() if each.name in told.plants),
        )
        for each in found
    ]
