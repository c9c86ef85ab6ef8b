"""Open what somebody recorded: find its tables or its history, map it, check it, and hand over ledgers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orderproof.errors import InputError, ProfileError
from orderproof.history.check import check_ledgers
from orderproof.history.folder import EVENTS, HEAD, LEDGERS_FOLDER, read_head
from orderproof.history.mapped import map_tables, tables_read
from orderproof.history.mapping import list_mappings, mapping_of, profile_of
from orderproof.history.rawtables import find_tables
from orderproof.history.store import history_notes, history_relations, is_sealed
from orderproof.model.profile import Profile, parse_profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

    from orderproof.history.engine import Engine
    from orderproof.history.mapping import LedgerMapping
    from orderproof.history.rawtables import RawTable


@dataclass(frozen=True, slots=True)
class OpenHistory:
    """Ledgers that can be judged. Each relation has all columns of its ledger, typed, in their order.

    Ledgers that the source lacks are not in `relations`. `filled` holds, by ledger, the columns in which any row has
    a value: what is not there was not observed. `notes` tell the reader how it was read.
    """

    name: str
    relations: Mapping[str, str]
    profile: Profile
    origin: Mapping[str, str]
    filled: Mapping[str, frozenset[str]] = field(default_factory=dict)
    mapping: str | None = None
    notes: tuple[str, ...] = ()


def open_source(
    con: duckdb.DuckDBPyConnection, path: Path, *, mapping: str | Path | None, profile: Path | None
) -> OpenHistory:
    """Open a recorded history, or a folder or file of Parquet, CSV or SQLite through a mapping, and check it.

    Without a mapping, the one built-in mapping whose tables are all there is taken, and `notes` says so. `profile`
    replaces the profile that comes with the history or the mapping. Raises an InputError of what, where and mend.
    """
    folder = history_at(path)
    if folder is not None:
        return open_recorded(con, folder, mapping=mapping, profile=profile)
    tables = find_tables(path)
    chosen = _detect(con, path, tables) if mapping is None else mapping_of(mapping)
    declared = profile_of(chosen) if profile is None else _profile_at(profile)
    mapped = map_tables(con, chosen, tables, run=declared.name)
    filled = check_ledgers(con, mapped.relations, mapped.origin)
    note = f"Read with the built-in mapping {chosen.name}, the only one that fits; --mapping names another."
    return OpenHistory(
        name=path.resolve().name,
        relations=mapped.relations,
        profile=declared,
        origin=mapped.origin,
        filled=filled,
        mapping=chosen.name,
        notes=(note,) if mapping is None else (),
    )


def history_at(path: Path) -> Path | None:
    """Tell the folder of a recorded history: `path` itself, or where its `history.json` stands."""
    folder = path.parent if path.name == HEAD else path
    return folder if (folder / HEAD).is_file() else None


def open_recorded(
    con: Engine, folder: Path, *, mapping: str | Path | None = None, profile: Path | None = None
) -> OpenHistory:
    """Open a recorded history and check it. One that is sealed can be opened in any engine, the others in DuckDB."""
    if mapping is not None:
        raise InputError("a recorded history holds ledgers already", str(folder / HEAD), "Leave out --mapping.")
    head = read_head(folder)
    if profile is None and head.profile is not None:
        profile = folder / head.profile
    declared = Profile.default() if profile is None else _profile_at(profile)
    relations = history_relations(con, folder)
    sealed = is_sealed(folder)
    files = folder / LEDGERS_FOLDER if sealed else folder
    origin = {each: str(files / (f"{each}.parquet" if sealed else EVENTS)) for each in relations}
    return OpenHistory(
        name=folder.resolve().name,
        relations=relations,
        profile=declared,
        origin=origin,
        filled=check_ledgers(con, relations, origin),
        notes=history_notes(folder),
    )


def _detect(con: duckdb.DuckDBPyConnection, path: Path, tables: Sequence[RawTable]) -> LedgerMapping:
    """Take the built-in mapping that finds all its tables, when there is exactly one."""
    there = {each.name.lower() for each in tables}
    known = [mapping_of(name) for name in list_mappings()]
    fitting = [each for each in known if tables_read(con, each) <= there]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(each.name for each in fitting)
        raise InputError(f"several mappings fit: {names}", str(path), "Choose one with --mapping NAME.")
    shown = ", ".join(sorted(each.name for each in tables))
    raise InputError(
        f"no built-in mapping fits these tables: {shown}",
        str(path),
        f"Give --mapping NAME ({', '.join(each.name for each in known)}) or --mapping DIR; "
        "`orderproof mappings init DIR` writes a commented skeleton.",
    )


def _profile_at(file: Path) -> Profile:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"it cannot be read: {type(error).__name__}", str(file), "Give a TOML file.") from error
    return parse_profile(text, str(file))
