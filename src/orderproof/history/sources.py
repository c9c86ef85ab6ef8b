"""Open what somebody recorded: find its tables or its history, map it, check it, and hand over ledgers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.errors import InputError, ProfileError
from orderproof.history.check import check_ledgers
from orderproof.history.events import read_event
from orderproof.history.folder import EVENTS, HEAD, LEDGERS_FOLDER, read_head
from orderproof.history.formats.cloudevents import ENDINGS as EVENT_ENDINGS
from orderproof.history.formats.cloudevents import is_own, numbered_lines
from orderproof.history.formats.plaintext import GZIP
from orderproof.history.formats.postgres import PostgresUrl, postgres_url
from orderproof.history.mapped import map_tables, tables_read
from orderproof.history.mapping import list_mappings, mapping_of, profile_of, profile_text
from orderproof.history.ocel.restore import is_history, restore_ocel
from orderproof.history.rawtables import format_of, raw_tables
from orderproof.history.store import history_notes, history_relations, is_sealed, rows_relations
from orderproof.model.profile import Profile, parse_profile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from orderproof.history.engine import Engine
    from orderproof.history.formats.table import RawTable
    from orderproof.history.mapping import LedgerMapping


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
    profile_text: str | None = None
    """The profile as it was written, TOML; absent where nothing was declared."""


def open_source(
    con: duckdb.DuckDBPyConnection, source: Path | PostgresUrl, *, mapping: str | Path | None, profile: Path | None
) -> OpenHistory:
    """Open recorded orders, in any format that is read, and check them.

    A recorded history, an OCEL log that was exported from one, and JSON Lines of its events hold ledgers already; all
    else is read through a mapping. Without one, the one built-in mapping whose tables are all there is taken, and
    `notes` says so. `profile` replaces the profile that comes with the history or the mapping. Raises an InputError of
    what, where and mend.
    """
    if isinstance(source, Path):
        folder = source.parent if source.name == HEAD else source
        ledgers = _ledgers_in(con, folder)
        if ledgers is not None:
            return _open_ledgers(con, folder, ledgers, mapping, profile)
    return _open_mapped(con, source, mapping, profile)


def history_at(source: Path | PostgresUrl) -> Path | None:
    """Tell the folder of a recorded history: the source itself, or where its `history.json` stands."""
    if not isinstance(source, Path):
        return None
    folder = source.parent if source.name == HEAD else source
    return folder if (folder / HEAD).is_file() else None


def open_recorded(
    con: Engine, folder: Path, *, mapping: str | Path | None = None, profile: Path | None = None
) -> OpenHistory:
    """Open a recorded history and check it. One that is sealed can be opened in any engine, the others in DuckDB."""
    return _open_ledgers(con, folder, _recorded(con, folder), mapping, profile)


def source_of(text: str) -> Path | PostgresUrl:
    """Tell what a command line names: a database by its URL, else a file or folder."""
    return postgres_url(text) or Path(text)


def _open_mapped(
    con: duckdb.DuckDBPyConnection, source: Path | PostgresUrl, mapping: str | Path | None, profile: Path | None
) -> OpenHistory:
    with raw_tables(source) as tables:
        chosen = _detect(con, source, tables) if mapping is None else mapping_of(mapping)
        text = profile_text(chosen) if profile is None else _text_at(profile)
        declared = profile_of(chosen) if profile is None else parse_profile(text or "", str(profile))
        mapped = map_tables(con, chosen, tables, run=declared.name)
    filled = check_ledgers(con, mapped.relations, mapped.origin)
    if mapping is None and not any(filled.values()):
        what = f"its tables are those of the mapping {chosen.name}, and that finds no order in them"
        raise InputError(what, str(source), f"Name a mapping, or let `orderproof mappings init {source}` propose one.")
    note = f"Read with the built-in mapping {chosen.name}, the only one that fits; --mapping names another."
    return OpenHistory(
        name=source.resolve().name if isinstance(source, Path) else source.database,
        relations=mapped.relations,
        profile=declared,
        origin=mapped.origin,
        filled=filled,
        mapping=chosen.name,
        notes=(note,) if mapping is None else (),
        profile_text=text,
    )


@dataclass(frozen=True, slots=True)
class _Ledgers:
    """Ledgers that need no mapping, and what stands beside them; `origin` names their files for the errors."""

    relations: Mapping[str, str]
    origin: Mapping[str, str]
    profile_text: str | None = None
    profile_place: str = ""
    notes: tuple[str, ...] = ()


def _ledgers_in(con: duckdb.DuckDBPyConnection, path: Path) -> _Ledgers | None:
    """Read what holds ledgers already; None where a mapping is needed."""
    if (path / HEAD).is_file():
        return _recorded(con, path)
    if not path.is_file():
        return None
    if path.name.removesuffix(GZIP).endswith(EVENT_ENDINGS) and is_own(path):
        rows = (read_event(line, where) for where, line in numbered_lines(path))
        relations = rows_relations(con, rows)
        return _Ledgers(relations, dict.fromkeys(relations, str(path)))
    if format_of(path) in ("OCEL", "SQLite") and is_history(path):
        log = restore_ocel(path)
        loaded = rows_relations(con, log.rows, log.ledgers)
        relations = {ledger: loaded[ledger] for ledger in log.ledgers}
        return _Ledgers(relations, dict.fromkeys(relations, str(path)), log.profile, f"{path}, profile", log.notes)
    return None


def _recorded(con: Engine, folder: Path) -> _Ledgers:
    head = read_head(folder)
    text = None if head.profile is None else _text_at(folder / head.profile)
    relations = history_relations(con, folder)
    sealed = is_sealed(folder)
    files = folder / LEDGERS_FOLDER if sealed else folder
    origin = {each: str(files / (f"{each}.parquet" if sealed else EVENTS)) for each in relations}
    return _Ledgers(relations, origin, text, str(folder / (head.profile or "")), history_notes(folder))


def _open_ledgers(
    con: Engine, path: Path, ledgers: _Ledgers, mapping: str | Path | None, profile: Path | None
) -> OpenHistory:
    if mapping is not None:
        raise InputError("a recorded history holds ledgers already", str(path), "Leave out --mapping.")
    text, place = ledgers.profile_text, ledgers.profile_place
    if profile is not None:
        text, place = _text_at(profile), str(profile)
    return OpenHistory(
        name=path.resolve().name,
        relations=ledgers.relations,
        profile=Profile.default() if text is None else parse_profile(text, place),
        origin=ledgers.origin,
        filled=check_ledgers(con, ledgers.relations, ledgers.origin),
        notes=ledgers.notes,
        profile_text=text,
    )


def _detect(con: duckdb.DuckDBPyConnection, path: Path | PostgresUrl, tables: Sequence[RawTable]) -> LedgerMapping:
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
        f"`orderproof mappings init {path}` proposes one.",
    )


def _text_at(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"it cannot be read: {type(error).__name__}", str(file), "Give a TOML file.") from error
