"""A mapping: a folder that says, in one SQL file per ledger, how somebody's tables are read as ledgers.

    <ledger>.sql    one SELECT over the raw tables, with the ledger's columns by name
    _<step>.sql     a SELECT that several ledgers share; they read it as a table named <step>
    profile.toml    what the source declares about itself
    mapping.toml    optional: `extends = "<mapping>"` takes all files of another mapping that are not here; the section
                    [encoding] says of a CSV table that it is not UTF-8: `sales = "cp1252"`
    README.md       optional: conventions, for people

The built-in mappings are the folders of `mappings/`: the folder is the list.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.errors import MappingError
from orderproof.history.formats.plaintext import ENCODINGS
from orderproof.history.skeleton import write_skeleton
from orderproof.model.ledgers import LEDGERS
from orderproof.model.profile import Profile, parse_profile
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LedgerMapping", "list_mappings", "mapping_of", "profile_of", "profile_text", "read_text", "write_skeleton"]

BUILT_IN = Path(__file__).parent / "mappings"
PROFILE = "profile.toml"
HEAD = "mapping.toml"
_STEP = "_"
_HEAD_KEYS = ("extends", "encoding")


@dataclass(frozen=True, slots=True)
class LedgerMapping:
    """Where each ledger's SQL lies. A file stands in the mapping's own folder or in one that it extends."""

    name: str
    built_in: bool
    ledgers: Mapping[str, Path] = field(default_factory=dict)
    """SQL file by ledger, in the order of the ledgers' reference page."""
    steps: Mapping[str, Path] = field(default_factory=dict)
    """SQL file by the table name that the ledgers read it as, in alphabetical order."""
    encodings: Mapping[str, str] = field(default_factory=dict)
    """What a CSV table is encoded in, where it is not UTF-8."""
    profile: Path | None = None
    readme: Path | None = None

    def place(self, file: Path) -> str:
        """Name a file of this mapping for people: a built-in one by its mapping, any other by its path."""
        return f"mapping {file.parent.name}, {file.name}" if file.is_relative_to(BUILT_IN) else str(file)


def list_mappings() -> tuple[str, ...]:
    """Return the names of the built-in mappings."""
    return tuple(sorted(each.name for each in BUILT_IN.iterdir() if (each / PROFILE).is_file()))


def mapping_of(name_or_folder: str | Path) -> LedgerMapping:
    """Find a built-in mapping by name, else read a folder. Raises MappingError with what there is instead."""
    built_in = str(name_or_folder) in list_mappings()
    folder = BUILT_IN / name_or_folder if built_in else Path(name_or_folder)
    if not folder.is_dir():
        choices = allowed_instead(str(name_or_folder), list_mappings())
        raise MappingError("there is no such mapping", str(name_or_folder), f"{choices} Or give a folder of SQL files.")
    files, encodings = _files_of(folder, ())
    steps = {name.removeprefix(_STEP): file for name, file in files.items() if name.startswith(_STEP)}
    ledgers = {name: files[name] for name in LEDGERS if name in files}
    if not ledgers:
        raise MappingError(
            "this folder has no <ledger>.sql",
            str(name_or_folder),
            "`orderproof mappings init SOURCE` proposes one.",
        )
    return LedgerMapping(
        name=folder.resolve().name,
        built_in=built_in,
        ledgers=ledgers,
        steps=dict(sorted(steps.items())),
        encodings=encodings,
        profile=files.get(PROFILE),
        readme=folder / "README.md" if (folder / "README.md").is_file() else None,
    )


def profile_of(mapping: LedgerMapping) -> Profile:
    """Read the profile that comes with a mapping."""
    text = profile_text(mapping)
    if text is None or mapping.profile is None:
        return Profile(name=mapping.name)
    return parse_profile(text, mapping.place(mapping.profile))


def profile_text(mapping: LedgerMapping) -> str | None:
    """Read the text of the profile that comes with a mapping; None where there is none."""
    return None if mapping.profile is None else read_text(mapping.profile, mapping.place(mapping.profile))


def read_text(file: Path, place: str) -> str:
    """Read a file that people write. Raises MappingError where it is not text."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"it cannot be read: {type(error).__name__}", place, "Write it as UTF-8 text.") from error


def _files_of(folder: Path, seen: tuple[Path, ...]) -> tuple[dict[str, Path], dict[str, str]]:
    """Collect files and encodings over those of the mapping that is extended: SQL by stem, the profile by its name."""
    if folder.resolve() in seen:
        raise MappingError("the mapping extends itself", str(folder / HEAD), "Remove `extends` from one of them.")
    said = _head_of(folder)
    parent = _extended(folder, said)
    files, encodings = ({}, {}) if parent is None else _files_of(parent, (*seen, folder.resolve()))
    for file in sorted(folder.glob("*.sql")):
        if not file.name.startswith(_STEP) and file.stem not in LEDGERS:
            raise MappingError(
                f"{file.stem!r} is no ledger",
                str(file),
                f"{allowed_instead(file.stem, LEDGERS)} A step that ledgers share is named {_STEP}{file.stem}.sql.",
            )
        files[file.stem] = file
    if (folder / PROFILE).is_file():
        files[PROFILE] = folder / PROFILE
    return files, encodings | _encodings(folder, said)


def _head_of(folder: Path) -> dict[str, object]:
    """Read `mapping.toml`; without one, nothing is said."""
    head = folder / HEAD
    if not head.is_file():
        return {}
    try:
        given: dict[str, object] = tomllib.loads(read_text(head, str(head)))
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"this is not TOML: {error}", str(head), "Mend that line.") from error
    for key in given:
        if key not in _HEAD_KEYS:
            raise MappingError(f"the key {key!r} is not known", str(head), allowed_instead(key, _HEAD_KEYS))
    return given


def _extended(folder: Path, said: Mapping[str, object]) -> Path | None:
    """Return the folder that a mapping extends: a built-in name, or a path from the mapping's own folder."""
    if "extends" not in said:
        return None
    name, head = said["extends"], folder / HEAD
    if not isinstance(name, str):
        raise MappingError("`extends` names no mapping", str(head), 'Write extends = "olist", or remove the line.')
    parent = BUILT_IN / name if name in list_mappings() else folder / name
    if not parent.is_dir():
        choices = allowed_instead(name, list_mappings())
        raise MappingError(f"there is no mapping {name!r} to extend", str(head), f"{choices} Or give a folder.")
    return parent


def _encodings(folder: Path, said: Mapping[str, object]) -> dict[str, str]:
    given, head = said.get("encoding", {}), str(folder / HEAD)
    if not isinstance(given, dict):
        raise MappingError("`encoding` is no section", head, 'Write [encoding] and below it: sales = "cp1252"')
    for table, encoding in given.items():
        if encoding not in ENCODINGS:
            what = f"{encoding!r}, the encoding of {table}, is not known"
            raise MappingError(what, head, allowed_instead(str(encoding), ENCODINGS))
    return given
