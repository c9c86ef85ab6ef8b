"""What can be judged here: rules whose needs the history and the profile meet, and for the others the reason."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from orderproof.model.ledgers import LEDGERS
from orderproof.rulebook.relations import ledger_of
from orderproof.rulebook.sureness import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from orderproof.audit.compile import CompiledRule
    from orderproof.audit.survey import Survey
    from orderproof.audit.views import CompiledView
    from orderproof.model.profile import Profile
    from orderproof.rulebook.needs import Needs

OWN_PARAMETERS = frozenset({"as_of", "never", "epoch", "tolerance"})


@dataclass(frozen=True, slots=True)
class Observed:
    """What this history and this profile give a rule to stand on."""

    survey: Survey
    profile: Profile
    filled_relations: frozenset[str]
    parameters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules that can be judged, the views they read with the columns used, and why the others cannot."""

    ready: tuple[CompiledRule, ...]
    views: Mapping[str, CompiledView]
    columns: Mapping[str, frozenset[str]]
    not_applicable: Mapping[str, str]

    def relations(self) -> dict[str, frozenset[str]]:
        """List every relation that the views read, with the columns their text names."""
        wanted: dict[str, set[str]] = {}
        for view in self.views.values():
            for relation, column in view.reads:
                wanted.setdefault(relation, set()).add(column)
        return {name: frozenset(columns) for name, columns in wanted.items()}


def make_plan(rules: Iterable[CompiledRule], views: Mapping[str, CompiledView], observed: Observed) -> Plan:
    """Part the rules by whether their needs are met, and collect what the ready ones read."""
    ready: list[CompiledRule] = []
    silent: dict[str, str] = {}
    columns: dict[str, set[str]] = {}
    for rule in rules:
        reason = lacking(rule.needs, observed)
        if reason:
            silent[rule.rule.name] = reason
            continue
        ready.append(rule)
        for name, used in rule.columns.items():
            columns.setdefault(name, set()).update(used)
    return Plan(
        tuple(ready),
        {name: views[name] for name in columns},
        {name: frozenset(used) for name, used in columns.items()},
        silent,
    )


def lacking(needs: Needs, observed: Observed) -> str | None:
    """Say in words what a rule needs and nobody gives; None where everything is there."""
    missing_parameters = sorted(needs.parameters - observed.parameters - OWN_PARAMETERS)
    if missing_parameters:
        name = missing_parameters[0].removeprefix("deadline_")
        return f"the profile names no deadline `{name}`"
    for relation, column in sorted(needs.columns):
        reason = _lacking_column(relation, column, observed)
        if reason:
            return reason
    for ledger, kinds in sorted(needs.kinds, key=lambda need: (need[0], sorted(need[1]))):
        seen = observed.profile.observes.get(ledger) or tuple(observed.survey.ledgers[ledger].kinds)
        if kinds and not kinds & set(seen):
            return f"{ledger} of kind {' or '.join(sorted(kinds))} are not observed"
    for branches in needs.either:
        reasons = [lacking(branch, observed) for branch in branches]
        if all(reasons):
            return reasons[0]
    return None


def _lacking_column(relation: str, column: str, observed: Observed) -> str | None:
    ledger = ledger_of(relation)
    if ledger is None:
        if relation in observed.filled_relations:
            return None
        return f"the profile says nothing of {relation.removeprefix('profile_')}"
    found = observed.survey.ledgers.get(ledger)
    if found is None:
        return f"{ledger} are not observed"
    if relation.startswith(CLAIMED) and not _is_claimed(ledger, observed):
        return f"nobody but its witness tells of {ledger}"
    if column not in ("*", *LEDGERS[ledger].keys) and column not in found.filled:
        return f"{ledger} have no {column}"
    return None


def _is_claimed(ledger: str, observed: Observed) -> bool:
    """Tell whether a source that is not the witness says anything of a ledger."""
    patterns = observed.survey.witnesses[ledger].values()
    sources = observed.survey.ledgers[ledger].sources
    return any(not any(fnmatchcase(each.source, pattern) for pattern in patterns) for each in sources)
