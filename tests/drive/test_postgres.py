"""A PostgreSQL server of our own starts empty, takes writers at once, and leaves nothing behind."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

import pytest

from orderproof.drive import postgres
from orderproof.drive.postgres import embedded_postgres, programs
from orderproof.errors import InputError, OwnFault

NEEDED = pytest.mark.skipif(programs() is None, reason="this machine has no PostgreSQL")


@NEEDED
def test_a_fresh_server_takes_what_is_written_and_ends_with_its_block() -> None:
    import psycopg  # noqa: PLC0415 - where there is a server there is a client

    before = set(Path(tempfile.gettempdir()).glob("orderproof-pg-*"))
    with embedded_postgres() as url:
        made = set(Path(tempfile.gettempdir()).glob("orderproof-pg-*")) - before
        with psycopg.connect(url.replace("+psycopg", "")) as con:
            con.execute("CREATE TABLE t (n integer)")
            con.execute("INSERT INTO t VALUES (1)")
            counted = con.execute("SELECT count(*) FROM t").fetchone()
        port = int(url.rpartition(":")[2].partition("/")[0])
    assert counted == (1,)
    assert made
    assert [each for each in made if each.exists()] == []
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", port), 1):
        pass


def test_without_postgres_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "programs", lambda: None)
    with pytest.raises(InputError, match="no PostgreSQL"), embedded_postgres():
        pass


def test_the_programs_are_found_on_the_path_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs() == tmp_path


def test_a_cluster_that_cannot_be_made_is_our_own_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "initdb").write_text("#!/bin/sh\necho no room >&2\nexit 1\n", encoding="utf-8")
    (tmp_path / "initdb").chmod(0o755)
    monkeypatch.setattr(postgres, "programs", lambda: tmp_path)
    monkeypatch.setattr(postgres, "_ordinary_user", lambda: None)
    with pytest.raises(OwnFault, match="no room"), embedded_postgres():
        pass
