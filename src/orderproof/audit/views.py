"""Views compiled: each parsed, linted and traced once, and written out for the history at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from orderproof.errors import RuleError
from orderproof.rulebook.needs import Needs, outputs_of, trace_view
from orderproof.rulebook.relations import ledger_of
from orderproof.rulebook.sugar import defaults_of, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from orderproof.rulebook.book import View
    from orderproof.rulebook.sureness import Known

CERTAIN = "certain"
Told = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
SPELT_OUT: dict[Told, str] = {}
"""Views as they were spelt out: by the view's text, by what is known of its ledgers, by the columns in use."""


@dataclass(frozen=True, slots=True)
class CompiledView:
    """A view that can be materialised: its columns, what each stands on, and what each is when nothing was folded."""

    view: View
    columns: tuple[str, ...]
    defaults: Mapping[str, str]
    needs: Mapping[str, Needs]
    reads: frozenset[tuple[str, str]]

    @property
    def is_row_level(self) -> bool:
        """Tell whether a row may exist in some readings only (`certain` says in which)."""
        return CERTAIN in self.columns

    @property
    def tree(self) -> exp.Expr:
        """The view as parsed, with its sugar: not to be changed."""
        return _parsed(self.view.sql, str(self.view.path))

    def sql(self, known: Known, columns: Iterable[str]) -> str:
        """Write the view out with its sugar spelt out, pruned to the columns that are used."""
        wanted = frozenset(columns) | frozenset(self.view.key)
        read = {ledger_of(relation) or relation for relation, _ in self.reads}
        sure, exact = sorted(known.certain & read), sorted(known.exact & read)
        told = (self.view.sql, tuple(sure), tuple(exact), tuple(sorted(wanted)))
        if told not in SPELT_OUT:
            SPELT_OUT[told] = self._spelt_out(known, wanted)
        return SPELT_OUT[told]

    def _spelt_out(self, known: Known, wanted: frozenset[str]) -> str:
        tree = expand(self.tree, str(self.view.path), known)
        top = tree if isinstance(tree, exp.Select) else None
        if top is not None:
            top.set("expressions", [each for each in top.expressions if each.alias_or_name in wanted])
        return tree.sql("duckdb")


class Shelf:
    """The views of a book, each compiled when a rule first reads it."""

    def __init__(self, views: Mapping[str, View]) -> None:
        """Keep the views as they are."""
        self._views = views
        self._compiled: dict[str, CompiledView] = {}

    @property
    def names(self) -> list[str]:
        """All views there are."""
        return sorted(self._views)

    def take(self, name: str) -> CompiledView:
        """Give one view compiled; KeyError where there is none of that name."""
        if name not in self._compiled:
            self._compiled[name] = compile_view(self._views[name])
        return self._compiled[name]


def compile_view(view: View) -> CompiledView:
    """Parse, spell out and trace one view; RuleError says what does not fit the ledgers."""
    tree = _parsed(view.sql, str(view.path))
    spelt = expand(tree, str(view.path))
    columns = tuple(outputs_of(spelt))
    traced = trace_view(spelt, str(view.path), independent=view.independent)
    missing = [each for each in view.key if each not in columns]
    if missing:
        raise RuleError(f"the key column {missing[0]} is not selected", str(view.path), "Select it, or mend `key:`.")
    return CompiledView(
        view=view,
        columns=columns,
        defaults=defaults_of(tree),
        needs={name: needs.without(view.optional) for name, needs in traced.needs.items()},
        reads=traced.reads,
    )


def parse(text: str, where: str) -> exp.Expr:
    """Parse SQL of a rule or view; RuleError says where it does not."""
    try:
        return parse_one(text, dialect="duckdb")
    except SqlglotError as fault:
        reason = str(fault).splitlines()[0]
        raise RuleError(f"the SQL does not parse: {reason}", where, "Mend the SQL at that place.") from fault


@cache
def _parsed(text: str, where: str) -> exp.Expr:
    return parse(text, where)
