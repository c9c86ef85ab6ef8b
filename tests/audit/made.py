"""Small histories for the judge's own tests: stories stored for real, and ledgers prepared from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import duckdb

from orderproof.audit.prepare import prepare
from orderproof.audit.survey import Survey, survey
from orderproof.history.notation import parse_story
from orderproof.history.store import history_relations, write
from orderproof.model.ledgers import COLUMNS
from orderproof.model.profile import Profile, parse_profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from orderproof.model.ledgers.envelope import Row
    from orderproof.rulebook.sureness import Known

ENDS_AT = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so


def changed(row: Row, **values: object) -> Row:
    """Change columns of a row that only its own ledger has."""
    return replace(row, **values)  # type: ignore[arg-type]


class Prepared:
    """A history that was surveyed and prepared: its ledgers can be asked as a view would ask them."""

    def __init__(self, folder: Path, rows: Iterable[Row], profile: str = "", columns: Sequence[str] = ()) -> None:
        self.con = duckdb.connect()
        write(rows, folder / "history", run="run")
        self.relations = history_relations(self.con, folder / "history")
        self.profile: Profile = parse_profile(profile, "profile.toml") if profile else Profile.default()
        self.survey: Survey = survey(self.con, self.relations, self.profile, ENDS_AT)
        wanted = {name: frozenset(c.name for c in COLUMNS[name]) for name in self.relations}
        wanted |= {name: frozenset(columns) for name in ("holds",) if name not in wanted}
        self.known: Known = prepare(self.con, self.survey, self.profile, wanted)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the prepared ledgers."""
        return self.con.execute(sql).fetchall()


def told(folder: Path, story: str, profile: str = "") -> Prepared:
    """Prepare one story."""
    return Prepared(folder, parse_story(story, run="run", ends_at=ENDS_AT), profile)
