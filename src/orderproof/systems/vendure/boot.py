"""How Vendure comes onto this machine and runs: npm installs a version once, Node runs it, a database is its own."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.drive import child
from orderproof.errors import InputError, OwnFault
from orderproof.systems.vendure.keeping import own_file, plain_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from orderproof.drive.setting import Setting

NODE = Path(__file__).parent / "node"
NODE_MAJOR_MIN = 20
VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})(-[a-z]{1,10}-\d{1,14})?", re.ASCII)
READY_SECONDS_MAX = 180
INSTALL_SECONDS_MAX = 1200
WITH_MAILS = frozenset({
    "1.9.2", "1.9.7", "2.0.0", "2.1.0", "2.1.2", "2.2.5", "2.2.6", "3.1.1", "3.4.4", "3.5.1", "3.5.2", "3.5.4", "3.5.5",
    "3.5.6", "3.5.7", "3.6.1", "3.6.2", "3.6.3", "3.6.4", "3.6.5", "3.7.0", "3.7.2", "3.7.3",
})  # fmt: skip
"""Versions that are run with their package for mails; it cannot be had everywhere for every version."""
NESTJS = {"@nestjs/apollo": "13.1.0", "@nestjs/graphql": "13.1.0"}
OVERRIDES = {"3.3.": NESTJS, "3.4.": NESTJS, "3.8.0-minor": {"@vendure/common": "3.7.3"}}
"""What some versions need named: with newer packages of NestJS npm never finds a set that fits 3.3 and 3.4."""
DONE = "installed.json"
OWN_FILE = "better-sqlite3"
"""The package for a database in a file of its own; it is compiled here, which takes a minute or two."""


def missing() -> tuple[str, ...]:
    """Say what this machine lacks: Node.js, npm, and how to get them."""
    node = shutil.which("node")
    if node is None:
        return (f"Node.js {NODE_MAJOR_MIN} or newer: https://nodejs.org, or your system's package `nodejs`",)
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.match(r"v(\d+)\.", told)
    if found is None or int(found[1]) < NODE_MAJOR_MIN:
        return (f"Node.js {NODE_MAJOR_MIN} or newer (this is {told.strip()}): https://nodejs.org",)
    if shutil.which("npm") is None:
        return ("npm: it comes with Node.js from https://nodejs.org, or as your system's package `npm`",)
    return ()


def sends_mails(version: str) -> bool:
    """Whether a version is run with its package for mails."""
    return version in WITH_MAILS


def install(version: str, cache: Path, tell: Callable[[str], None], *, own_file: bool = False) -> Path:
    """Install a version into the cache where it is not there yet: its folder. `own_file`: it is to run on SQLite.

    InputError for what is no version, or one that npm cannot install; a half-done install is done again.
    """
    if VERSION.fullmatch(version) is None:
        raise InputError(f"`{version}` is no version", "--version", "Write it like 3.7.3.")
    folder = cache / f"vendure-{version}"
    needed = {"@vendure/core": version, "pg": "^8.11.0"}
    needed |= {"@vendure/email-plugin": version} if sends_mails(version) else {}
    needed |= {OWN_FILE: "^12.0.0"} if own_file else {}
    if (folder / DONE).is_file() and needed.keys() <= json.loads((folder / DONE).read_text(encoding="utf-8")).keys():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    package = {
        "private": True,
        "allowScripts": {OWN_FILE: True},
        "dependencies": needed,
        "overrides": next((named for start, named in OVERRIDES.items() if version.startswith(start)), {}),
    }
    (folder / "package.json").write_text(json.dumps(package, indent=1), encoding="utf-8")
    tell(f"installing Vendure {version} with npm into {folder}, once; that takes one to four minutes")
    npm = shutil.which("npm") or "npm"
    try:
        done = subprocess.run(  # noqa: S603 - npm, with arguments of our own
            [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"],
            cwd=folder, capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS_MAX,
        )  # fmt: skip
    except subprocess.TimeoutExpired as slow:
        raise InputError(
            f"npm did not install it in {INSTALL_SECONDS_MAX} s", f"--version {version}", "Try again."
        ) from slow
    if done.returncode != 0:
        words = "\n".join(line for line in done.stderr.splitlines() if "ERR" in line or "error" in line)[-800:]
        raise InputError(f"npm could not install it: {words}", f"--version {version}", "Name a version that npm has.")
    (folder / DONE).write_text(json.dumps(needed), encoding="utf-8")
    return folder


def remove(version: str, cache: Path) -> None:
    """Take a version out of the cache again."""
    shutil.rmtree(cache / f"vendure-{version}", ignore_errors=True)


class VendureProcess:
    """Starts, kills and ends one Vendure. `url` is known once started; a restart keeps port and database."""

    def __init__(self, setting: Setting, installed: Path) -> None:
        self._setting = setting
        self._installed = installed
        self._child: asyncio.subprocess.Process | None = None
        self._port = 0
        self.offset_us = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self, *, fresh: bool) -> None:
        """Start the server and wait until it listens; OwnFault with its last words where it does not.

        `fresh` has it make its schema first.
        """
        home = self._home()
        config, errors = home / "setting.json", home / "vendure.err"
        config.write_text(json.dumps(self._config(fresh=fresh)), encoding="utf-8")
        with errors.open("ab") as err:
            self._child = await asyncio.create_subprocess_exec(
                "node", str(home / "index.js"), str(config),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=err,
                cwd=home,
                env=os.environ | {"TZ": "UTC", "VENDURE_DISABLE_TELEMETRY": "true", "NODE_ENV": "production"},
            )  # fmt: skip
        try:
            line = await asyncio.wait_for(self._first_word(), READY_SECONDS_MAX)
        except TimeoutError:
            line = b""
        if not line:
            await self.kill()
            raise OwnFault(f"Vendure did not start: {errors.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        self._port = int(json.loads(line)["port"])

    async def stop(self) -> None:
        """Ask it to end; kill it where it does not listen."""
        await child.end(self._child)

    async def kill(self) -> None:
        """End it at once, whatever it is doing."""
        await child.kill(self._child)

    async def _first_word(self) -> bytes:
        """Wait for the line that says where it listens; what other lines say goes by."""
        stdout = None if self._child is None else self._child.stdout
        if stdout is None:
            return b""
        while line := await stdout.readline():
            if line.startswith(b'{"ready"'):
                self._reader = asyncio.create_task(_drain(stdout))
                return line
        return b""

    def _home(self) -> Path:
        """Lay the small Node project beside the packages of its version."""
        home = self._setting.folder / "node"
        if not home.is_dir():
            home.mkdir(parents=True)
            for file in NODE.glob("*.js"):
                shutil.copy(file, home)
            (home / "node_modules").symlink_to(self._installed / "node_modules", target_is_directory=True)
        return home

    def _config(self, *, fresh: bool) -> dict[str, object]:
        setting = self._setting
        url = plain_url(setting.database)
        return {
            "port": self._port,
            "database": {"file": str(own_file(setting))} if url is None else {"url": url},
            "fresh": fresh,
            "token": setting.token,
            "world_token": setting.world_token,
            "secret": setting.secret,
            "gateway": setting.gateway,
            "warehouse": setting.warehouse,
            "smtp": setting.smtp,
            "journal": str(setting.folder.absolute() / "placed.jsonl"),
            "offset_us": self.offset_us + setting.skew_us,
        }


async def _drain(stream: asyncio.StreamReader) -> None:
    """Read on, so that a full pipe never stops the server."""
    while await stream.readline():
        pass
