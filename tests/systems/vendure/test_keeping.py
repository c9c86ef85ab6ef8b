"""What was seeded once is kept beside the install, and restored only where nothing lies yet."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from orderproof.drive.postgres import embedded_postgres, programs
from orderproof.errors import InputError
from orderproof.systems.vendure import keeping
from orderproof.systems.vendure.keeping import KeptDatabase, own_file, plain_url
from tests.systems.vendure.made import setting_in

if TYPE_CHECKING:
    from pathlib import Path

NEEDED = pytest.mark.skipif(programs() is None, reason="this machine has no PostgreSQL")


def database_in(folder: Path, name: str, *, installed: Path | None = None) -> KeptDatabase:
    """Give the own file of one play of an installed version."""
    where = installed or folder / "installed"
    for each in (where, folder / name):
        each.mkdir(exist_ok=True)
    return KeptDatabase(setting_in(folder, database=f"sqlite:///{folder / name / 'own.db'}"), where)


def filled(database: KeptDatabase, units: int) -> KeptDatabase:
    with closing(sqlite3.connect(database.file)) as con, con:
        con.execute("CREATE TABLE goods (units integer)")
        con.execute("INSERT INTO goods VALUES (?)", (units,))
    return database


def units_in(database: KeptDatabase) -> list[tuple[int]]:
    with closing(sqlite3.connect(database.file)) as con:
        return con.execute("SELECT units FROM goods").fetchall()


def test_where_nothing_is_kept_there_is_nothing_to_restore(tmp_path: Path) -> None:
    database = database_in(tmp_path, "first")
    assert (asyncio.run(database.restore()), database.file.exists()) == (False, False)


def test_what_one_play_keeps_the_next_one_begins_with(tmp_path: Path) -> None:
    asyncio.run(filled(database_in(tmp_path, "first"), 7).keep())
    later = database_in(tmp_path, "second")
    assert asyncio.run(later.restore())
    assert units_in(later) == [(7,)]


def test_a_kept_database_is_one_file_and_no_draft_stays_behind(tmp_path: Path) -> None:
    database = filled(database_in(tmp_path, "first"), 7)
    for _ in range(2):
        asyncio.run(database.keep())
    assert [each.suffix for each in (tmp_path / "installed").iterdir()] == [".db"]


def test_another_version_has_a_kept_database_of_its_own(tmp_path: Path) -> None:
    asyncio.run(filled(database_in(tmp_path, "first"), 7).keep())
    assert not asyncio.run(database_in(tmp_path, "second", installed=tmp_path / "another").restore())


@pytest.mark.parametrize("changed", keeping.SEEDED_BY)
def test_where_anything_that_seeds_has_changed_what_was_kept_is_not_restored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changed: str
) -> None:
    asyncio.run(filled(database_in(tmp_path, "first"), 7).keep())
    for name in keeping.SEEDED_BY:
        copy = tmp_path / "source" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((keeping.HERE / name).read_bytes() + (b"\n" if name == changed else b""))
    monkeypatch.setattr(keeping, "HERE", tmp_path / "source")
    assert not asyncio.run(database_in(tmp_path, "second").restore())


def test_a_file_that_holds_something_is_not_overwritten(tmp_path: Path) -> None:
    asyncio.run(filled(database_in(tmp_path, "first"), 7).keep())
    mine = filled(database_in(tmp_path, "mine"), 99)
    with pytest.raises(InputError, match="not empty"):
        asyncio.run(mine.restore())


@pytest.mark.parametrize(
    ("database", "url"),
    [
        (None, None), ("sqlite:////a/b.db", None),
        ("postgresql+psycopg://me@127.0.0.1:1/name", "postgresql://me@127.0.0.1:1/name"),
    ],
)  # fmt: skip
def test_a_database_is_a_url_or_a_file_of_its_own(tmp_path: Path, database: str | None, url: str | None) -> None:
    setting = setting_in(tmp_path, database=database)
    file = "/a/b.db" if database == "sqlite:////a/b.db" else str(setting.folder / "vendure.db")
    assert (plain_url(database), str(own_file(setting))) == (url, file)


@NEEDED
def test_a_database_of_postgres_is_kept_restored_and_never_restored_over_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import psycopg  # noqa: PLC0415 - where there is a server there is a client

    def kept_at(url: str) -> KeptDatabase:
        return KeptDatabase(setting_in(tmp_path, database=url), tmp_path)

    with embedded_postgres() as url:
        with psycopg.connect(str(plain_url(url)), autocommit=True) as con:
            con.execute("CREATE DATABASE second")
            con.execute("CREATE TABLE goods AS SELECT 7 AS units")
        first, second = kept_at(url), kept_at(url.replace("/postgres", "/second"))
        assert not asyncio.run(second.restore())
        with monkeypatch.context() as patch:
            patch.setattr(keeping, "programs", lambda: None)
            asyncio.run(first.keep())
            assert list(tmp_path.glob("*")) == []
        asyncio.run(first.keep())
        assert [each.suffix for each in tmp_path.iterdir()] == [".dump"]
        assert asyncio.run(second.restore())
        with psycopg.connect(str(second.url)) as con:
            assert con.execute("SELECT units FROM goods").fetchall() == [(7,)]
        with pytest.raises(InputError, match="not empty"):
            asyncio.run(second.restore())
