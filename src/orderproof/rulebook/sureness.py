"""Where nothing is in doubt: ledgers without possible rows, and the sub-selects that pass their rows on unchanged.

Folding both bounds costs twice. Where `certain` can only be true, or an instant only a point, both bounds are one text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

from orderproof.model.ledgers import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

CLAIMED = "claimed_"
INSTANTS = ("happened_min", "happened_max")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the rows at hand: ledgers without possible rows, ledgers whose times are exact."""

    certain: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sureness:
    """Follows columns of one view down to the ledgers. `named` are its WITH queries by name."""

    known: Known
    named: Mapping[str, exp.Expr] = field(default_factory=dict)

    def is_certain(self, select: exp.Select) -> bool:
        """Tell whether `certain` is true on every row that a select reads."""
        found = [self._holds(source, "certain", self.known.certain) for source in sources_of(select).values()]
        return bool([each for each in found if each is not None]) and all(each is not False for each in found)

    def is_exact(self, select: exp.Select) -> bool:
        """Tell whether both ends of `happened` are one instant on every row that a select reads."""
        found = [
            self._holds(source, column, self.known.exact)
            for source in sources_of(select).values()
            for column in INSTANTS
        ]
        return bool([each for each in found if each is not None]) and all(each is not False for each in found)

    def _holds(self, source: exp.Expr, column: str, ledgers: frozenset[str]) -> bool | None:
        """Tell whether a source has the column as a sure ledger gave it; None where it has no such column."""
        if isinstance(source, exp.Table) and source.name not in self.named:
            ledger = source.name.removeprefix(CLAIMED)
            return ledger in ledgers if ledger in COLUMNS else None
        query = self.named[source.name] if isinstance(source, exp.Table) else source.this
        return self._passes(query, column, ledgers)

    def _passes(self, query: exp.Expr, column: str, ledgers: frozenset[str]) -> bool | None:
        if isinstance(query, exp.SetOperation):
            sides = [self._passes(side, column, ledgers) for side in (query.this, query.expression)]
            return None if None in sides else all(sides)
        if not isinstance(query, exp.Select):
            return False
        sources = sources_of(query)
        given = next((one for one in query.expressions if one.alias_or_name == column), None)
        if given is None:
            stars = [one for one in query.expressions if one.is_star]
            return self._only(sources, column, ledgers) if stars else None
        plain = given.this if isinstance(given, exp.Alias) else given
        if not isinstance(plain, exp.Column) or plain.name != column:
            return False
        if plain.table in sources:
            return self._holds(sources[plain.table], column, ledgers)
        return self._only(sources, column, ledgers)

    def _only(self, sources: Mapping[str, exp.Expr], column: str, ledgers: frozenset[str]) -> bool:
        """Several sources: the column is sure only if whichever has it gives it so."""
        found = [self._holds(source, column, ledgers) for source in sources.values()]
        return True in found and False not in found


def sources_of(select: exp.Select) -> dict[str, exp.Expr]:
    """List what a select reads, by alias: tables and sub-selects of its FROM and JOINs."""
    origin = select.args.get("from_")
    nodes = [*([origin.this] if origin else []), *(join.this for join in select.args.get("joins") or ())]
    return {node.alias_or_name: node for node in nodes}
