"""A history on disk: `history.json` beside `events.jsonl` (as recorded) or `ledgers/*.parquet` (as sealed), or both."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = 1
HEAD = "history.json"
EVENTS = "events.jsonl"
LEDGERS_FOLDER = "ledgers"
PROFILE = "profile.toml"


@dataclass(frozen=True, slots=True)
class Head:
    """What `history.json` says: the run, the file of the profile beside it, and what a reader must be told."""

    run: str
    profile: str | None = None
    notes: tuple[str, ...] = ()


def start_folder(folder: Path, run: str, profile: str | None) -> Head:
    """Make a folder a history, or take up the one it is: `profile` is TOML text, stored as `profile.toml`."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / HEAD).exists():
        return read_head(folder)
    head = Head(run, PROFILE if profile is not None else None)
    if profile is not None:
        _replace(folder / PROFILE, profile)
    write_head(folder, head)
    return head


def write_head(folder: Path, head: Head) -> None:
    """Write `history.json`, whole or not at all."""
    _replace(folder / HEAD, json.dumps({"schema": SCHEMA, **asdict(head)}, indent=1) + "\n")


def read_head(folder: Path) -> Head:
    """Read `history.json`; SourceError where it is missing, broken or of another schema."""
    file = folder / HEAD
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        schema, run, profile, notes = said["schema"], said["run"], said.get("profile"), said.get("notes", [])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"this is not a recorded history ({type(error).__name__}: {error})",
            str(file),
            f'A history folder has a {HEAD} like {{"schema": {SCHEMA}, "run": "...", "profile": "{PROFILE}"}}.',
        ) from error
    if schema != SCHEMA or not isinstance(run, str) or not isinstance(profile, str | None):
        raise SourceError(f"schema {schema!r} is not known", str(file), f"This version reads schema {SCHEMA}.")
    return Head(run, profile, tuple(map(str, notes)))


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[Path]:
    """Give a folder to build in; it becomes `target` when the block ends well, and nothing when it does not.

    What is there already is never touched: SourceError where `target` is more than an empty folder.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise SourceError("something is there already", str(target), "Name a folder that is new or empty.")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        draft.chmod(0o755)
        yield draft
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _replace(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
