"""The book: every rule and view that a run can use, found by looking into folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.errors import RuleError
from orderproof.model.words import PILLARS
from orderproof.rulebook.rule import Rule, read_rule, split_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HOME = Path(__file__).parent
VIEWS = "views"


@dataclass(frozen=True, slots=True)
class View:
    """One fold over the ledgers: its key, what it says, and its SQL with the sugar still in it.

    `independent` says that the branches of its UNION stand alone: one unobserved branch does not silence the others.
    `optional` names what may be absent without silencing the view: `parcels`, `lines.requires_shipping` or, for a kind,
    `line_changes(returned)`.
    """

    name: str
    says: str
    key: tuple[str, ...]
    sql: str
    path: Path
    independent: bool = False
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """Rules by name and views by name, in a stable order: pillar, then name."""

    rules: dict[str, Rule]
    views: dict[str, View]

    def chosen(self, only: Sequence[str]) -> tuple[Rule, ...]:
        """Pick the rules of the named pillars or names (none named: all); RuleError for a name that is neither."""
        for name in only:
            if name not in PILLARS and name not in self.rules:
                close = [each for each in self.rules if name in each][:3]
                raise RuleError(
                    "there is no such pillar or rule",
                    f"--only {name}",
                    f"Did you mean {', '.join(close)}?" if close else f"Pillars are {', '.join(PILLARS)}.",
                )
        return tuple(r for r in self.rules.values() if not only or r.name in only or r.pillar in only)


def load_book(extra: Iterable[Path] = ()) -> Book:
    """Read the built-in rulebook and the user's own folders; a name that stands twice is refused."""
    rules: dict[str, Rule] = {}
    views: dict[str, View] = {}
    for folder in (HOME, *extra):
        if not folder.is_dir():
            raise RuleError("there is no such folder", str(folder), "Give a folder that holds rules (`*.sql`).")
        for path in _rule_files(folder):
            rule = read_rule(path)
            if rule.name in rules:
                raise RuleError(
                    f"the rule {rule.name} stands twice", str(path), f"It also stands in {rules[rule.name].path}."
                )
            rules[rule.name] = rule
        for path in sorted((folder / VIEWS).glob("*.sql")):
            view = read_view(path)
            if view.name in views:
                raise RuleError(
                    f"the view {view.name} stands twice", str(path), f"It also stands in {views[view.name].path}."
                )
            views[view.name] = view
    order = {pillar: place for place, pillar in enumerate(PILLARS)}
    ranked = sorted(rules.values(), key=lambda rule: (order[rule.pillar], rule.name))
    return Book({rule.name: rule for rule in ranked}, dict(sorted(views.items())))


def read_view(path: Path) -> View:
    """Read one view file: what it says, `key:`, and where they fit `optional:` and `branches: independent`."""
    header, body = split_header(path)
    fields = dict(_pair(line) for line in header[1:] if ":" in line)
    if not header or "key" not in fields:
        raise RuleError(
            "the header lacks `key:`", str(path), "Name the columns that make a row unique: `-- key: order_id`."
        )
    return View(
        name=path.stem,
        says=header[0],
        key=tuple(each.strip() for each in fields["key"].split(",")),
        sql=body,
        path=path,
        independent=fields.get("branches") == "independent",
        optional=frozenset(each.strip() for each in fields.get("optional", "").split(",") if each.strip()),
    )


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _rule_files(folder: Path) -> list[Path]:
    """List the rules of a folder: in its pillar folders, and, for a user's own folder, directly in it."""
    nested = [path for pillar in PILLARS for path in sorted((folder / pillar).glob("*.sql"))]
    return nested if folder == HOME else [*nested, *sorted(folder.glob("*.sql"))]
