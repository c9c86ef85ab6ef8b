"""Hand a history on in a form that others read: open it, write it whole, say how much it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.history.ocel.export import Exported, export_ocel
from orderproof.history.sources import open_source
from orderproof.session.engines import duckdb_engine

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.history.formats.postgres import PostgresUrl


def export(source: Path | PostgresUrl, ocel: Path, *, mapping: str | None, profile: Path | None) -> Exported:
    """Write recorded orders as an OCEL 2.0 log; `audit` reads it back as the same ledgers and profile."""
    with duckdb_engine(None) as con:
        history = open_source(con, source, mapping=mapping, profile=profile)
        return export_ocel(con, history.relations, ocel, profile=history.profile_text, notes=history.notes)
