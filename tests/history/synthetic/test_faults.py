"""Every fault that can be planted is told somewhere, and nothing is told that cannot be planted."""

from __future__ import annotations

import re
from importlib.resources import files

from orderproof.history.synthetic import FAULTS
from orderproof.model.words import PILLARS


def told_in_sql() -> set[str]:
    """Every literal of the SQL that is compared with `fault`."""
    root = files("orderproof.history.synthetic")
    texts = [
        each.read_text()
        for folder in (root, root / "ledgers")
        for each in folder.iterdir()
        if each.name.endswith(".sql")
    ]
    compared = re.findall(
        r"fault (?:=|<>|in) *\(?((?:\s*'[a-z-]+',?)+)|case fault((?:\s+when '[a-z-]+' then [^\n]*)+)", "\n".join(texts)
    )
    return {name for pair in compared for name in re.findall(r"'([a-z]+(?:-[a-z]+)+)'", "".join(pair))}


def test_every_fault_is_told_and_nothing_else_is() -> None:
    assert told_in_sql() == {fault.name for fault in FAULTS}


def test_every_fault_names_the_rules_that_must_find_it() -> None:
    assert all(fault.rules and all(rule.split("/")[0] in PILLARS for rule in fault.rules) for fault in FAULTS)
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_at_least_twelve_kinds_of_fault_go_over_every_pillar() -> None:
    assert len(FAULTS) >= 12
    assert {rule.split("/")[0] for fault in FAULTS for rule in fault.rules} == set(PILLARS)
