"""A seeded database, kept beside the install: what was seeded once is restored, from a dump or a copied file."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.drive.postgres import programs
from orderproof.errors import InputError

if TYPE_CHECKING:
    from orderproof.drive.setting import Setting

MEND = "Give one without tables: Vendure makes its own."
HERE = Path(__file__).parent
SEEDED_BY = ("goods.py", "seeding.py", "node/index.js")
"""What a seeded database depends on: a kept one is named by the content of these."""


class KeptDatabase:
    """The kept database of one installed version. `url` is PostgreSQL's, None for an own file at `file`."""

    def __init__(self, setting: Setting, installed: Path) -> None:
        told = "".join((HERE / each).read_text(encoding="utf-8") for each in SEEDED_BY)
        name = hashlib.sha256(told.encode()).hexdigest()[:16]
        self.url = plain_url(setting.database)
        self.file = own_file(setting)
        self._kept = installed / f"seeded-{name}.{'db' if self.url is None else 'dump'}"

    async def restore(self) -> bool:
        """Restore it into the empty database; False where none is kept. InputError where the database is not empty."""
        if self.url is None:
            if self.file.is_file() and self.file.stat().st_size:
                raise InputError("the database is not empty", "--database", MEND)
            if self._kept.is_file():
                shutil.copy(self._kept, self.file)
            return self._kept.is_file()
        await asyncio.to_thread(_must_be_empty, self.url)
        if not self._kept.is_file():
            return False
        return await _run("pg_restore", "--no-owner", "--single-transaction", "--dbname", self.url, str(self._kept))

    async def keep(self) -> None:
        """Keep it, whole or not at all; where that is not possible, the next start seeds again."""
        draft = self._kept.with_suffix(f".{os.getpid()}")
        if self.url is None:
            await asyncio.to_thread(_back_up, self.file, draft)
        elif not await _run("pg_dump", "--format=custom", "--file", str(draft), "--dbname", self.url):
            draft.unlink(missing_ok=True)
            return
        draft.replace(self._kept)


def plain_url(database: str | None) -> str | None:
    """Give the URL as PostgreSQL's own programs read it; None for an own file."""
    if database is None or database.startswith("sqlite:///"):
        return None
    return database.replace("postgresql+psycopg://", "postgresql://", 1)


def own_file(setting: Setting) -> Path:
    """Say which file an own database is in."""
    if setting.database is not None and setting.database.startswith("sqlite:///"):
        return Path(setting.database.removeprefix("sqlite:///"))
    return setting.folder.absolute() / "vendure.db"


def _must_be_empty(url: str) -> None:
    import psycopg  # noqa: PLC0415 - only who plays needs it

    with closing(psycopg.connect(url)) as connection:
        found = connection.execute(
            "select count(*) from information_schema.tables where table_schema = 'public'"
        ).fetchone()
    if found is not None and found[0]:
        raise InputError("the database is not empty", "--database", MEND)


def _back_up(file: Path, to: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


async def _run(program: str, *arguments: str) -> bool:
    """Run one of PostgreSQL's programs: whether it is there and did it."""
    folder = programs()
    if folder is None or not (folder / program).is_file():
        return False
    child = await asyncio.create_subprocess_exec(
        folder / program, *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    return await child.wait() == 0
