"""Propose a mapping for tables that nobody mapped yet: look at the source, write a folder, or a bare skeleton."""

from __future__ import annotations

from pathlib import Path

from orderproof.errors import InputError
from orderproof.history.proposal.writing import Proposal, write_proposal
from orderproof.history.rawtables import raw_tables
from orderproof.history.skeleton import write_skeleton
from orderproof.history.sources import source_of
from orderproof.session.engines import duckdb_engine


def propose(source: str | None, out: Path | None) -> tuple[Path, Proposal]:
    """Write the mapping into `out`, by default a folder beside nothing else, named after the source."""
    if source is None:
        if out is None:
            raise InputError("neither source nor folder is named", "mappings init", "Give SOURCE, or --out DIR.")
        return out, Proposal(write_skeleton(out), 0)
    found = source_of(source)
    name = found.resolve().name.partition(".")[0] if isinstance(found, Path) else found.database
    folder = Path(f"{name}-mapping") if out is None else out
    with duckdb_engine(None) as con, raw_tables(found) as tables:
        return folder, write_proposal(con, tables, str(found), folder)
