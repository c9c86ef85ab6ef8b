"""Compiled rules kept between runs: parsing and tracing the whole book takes seconds, reading it back a fraction.

A cache file is named by everything that its content depends on: the text of all rules and views, the code that compiles
them, SQLGlot and Python. Beside them lie the views as they were spelt out for the histories of before. All is only ever
read from a folder that belongs to the user alone.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof import __version__, rulebook
from orderproof.audit.compile import CompiledRule, compile_book
from orderproof.audit.views import SPELT_OUT
from orderproof.model import ledgers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.rulebook.book import Book
    from orderproof.rulebook.rule import Rule

KEPT_MAX = 8
"""Cache files kept: one per rulebook in use is enough."""
SPELT_MAX = 4_000
"""Spelt-out views kept, the newest: those of some thirty kinds of histories."""
_taken_up: dict[Path, int] = {}
"""How many spelt-out views each file was known to hold when it was last read or written."""


def compile_cached(book: Book, rules: Sequence[Rule], folder: Path | None) -> tuple[CompiledRule, ...]:
    """Compile rules, or read back what an earlier run compiled from the same texts (no folder: always compile)."""
    if folder is None or not _is_private(folder):
        return compile_book(book, rules)
    _take_up(folder / f"{_code_name()}.views")
    file = folder / f"{_name(book, rules)}.rules"
    kept = _read(file)
    if kept is None:
        kept = compile_book(book, rules)
        _write(file, kept)
    return kept


def keep_spelt_out(folder: Path | None) -> None:
    """Keep the views that were spelt out in this process, for the next one; where none is new nothing is written."""
    if folder is None or not _is_private(folder):
        return
    file = folder / f"{_code_name()}.views"
    if len(SPELT_OUT) > _taken_up.get(file, 0):
        _taken_up[file] = len(SPELT_OUT)
        _write(file, dict(list(SPELT_OUT.items())[-SPELT_MAX:]))


def spelt(value: object) -> str:
    """Spell a value of data classes so that equal values have equal texts in every process: sets are sorted."""
    if is_dataclass(value):
        inside = (f"{each.name}={spelt(getattr(value, each.name))}" for each in fields(value))
        return f"{type(value).__name__}({', '.join(inside)})"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(spelt, value)))}}}"
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(spelt, value))})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{spelt(name)}: {spelt(each)}' for name, each in value.items())}}}"
    return repr(value)


def _name(book: Book, rules: Sequence[Rule]) -> str:
    """Hash everything that the compiled rules depend on."""
    parts = [_code_name(), *map(spelt, rules), *map(spelt, book.views.values())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _code_name() -> str:
    """Hash the code that compiles, and what it stands on."""
    code = [*Path(__file__).parent.glob("*.py"), *Path(str(rulebook.__file__)).parent.glob("*.py")]
    code += Path(str(ledgers.__file__)).parent.glob("*.py")
    parts = [__version__, sys.version, version("sqlglot"), *(path.read_text(encoding="utf-8") for path in sorted(code))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _take_up(file: Path) -> None:
    """Read back the views that earlier runs spelt out, once in a process."""
    if file in _taken_up:
        return
    _taken_up[file] = 0
    kept = _unpickled(file)
    if isinstance(kept, dict) and all(isinstance(each, str) for each in kept.values()):
        SPELT_OUT.update(kept)
        _taken_up[file] = len(kept)


def _is_private(folder: Path) -> bool:
    """Make the folder if need be; tell whether nobody else can write into it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.stat()
    except OSError:
        return False
    return seen.st_uid == os.getuid() and not seen.st_mode & 0o022


def _read(file: Path) -> tuple[CompiledRule, ...] | None:
    """Read back a cache file, once in a process; one that cannot be read is as good as none."""
    try:
        seen = file.stat()
        return _loaded(file, seen.st_mtime_ns, seen.st_size)
    except OSError:
        return None


@lru_cache(maxsize=KEPT_MAX)
def _loaded(file: Path, _changed_at: int, _size: int) -> tuple[CompiledRule, ...] | None:
    kept = _unpickled(file)
    return kept if isinstance(kept, tuple) and all(isinstance(each, CompiledRule) for each in kept) else None


def _unpickled(file: Path) -> object:
    """Read one of our own files in the user's private folder; where there is none, or a torn one, None."""
    try:
        return pickle.loads(file.read_bytes())  # noqa: S301 - the folder was checked to be the user's own
    except Exception:  # noqa: BLE001 - whatever a torn or foreign pickle raises, making it afresh is right
        return None


def _write(file: Path, kept: object) -> None:
    """Write a cache file whole or not at all, and drop the oldest; a full disk only costs the time."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
            draft.write(pickle.dumps(kept))
        Path(draft.name).replace(file)
        oldest_first = sorted(file.parent.glob(f"*{file.suffix}"), key=lambda path: path.stat().st_mtime)
        for old in oldest_first[:-KEPT_MAX]:
            old.unlink(missing_ok=True)
    except OSError:
        return
