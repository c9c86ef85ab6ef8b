"""One history of what driver, system and witnesses recorded, each in a book of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.history import store
from orderproof.history.folder import EVENTS
from orderproof.history.recorder import read_recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from orderproof.model.ledgers.envelope import Row


def gather(books: Iterable[Path], profile: str, out: Path, *, run: str) -> None:
    """Seal all books as one history in a new or empty folder; `profile` is TOML text kept beside it."""
    store.write(_rows(books), out, run=run, profile=profile)


def _rows(books: Iterable[Path]) -> Iterator[Row]:
    for book in books:
        if (book / EVENTS).is_file():
            yield from read_recorded(book)
