"""Vendure, as the shelf of systems knows it: what it is, what it needs, and what it opens with."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.systems.vendure import boot
from orderproof.systems.vendure.vendure import Vendure

if TYPE_CHECKING:
    from collections.abc import Callable

    from orderproof.drive.port import Running
    from orderproof.drive.setting import Setting
    from orderproof.model.commands import Command

ABOUT = "Vendure, an open order system for Node.js with GraphQL; npm installs the version that is asked for"
VERSIONS = ("3.7.3", "3.0.8", "2.2.6")
DATABASE = "embedded"
RATE = 4
NOTICES = re.compile(r"\[\[notices\]\]\n(?:[a-z]+ = .*\n)+\n")
BEFORE_CHANNELS_HAD_STOCK = ("2.", "3.0.")
"""Versions whose own choice of a stock location knows no channels."""
HERE = Path(__file__).parent
PACKAGES = ("starlette", "uvicorn", "psycopg", "aiohttp", "aiosmtpd")


def missing() -> tuple[str, ...]:
    """Name what is not there: our own packages for playing, Node.js, npm."""
    lacking = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    ours = (f"packages {', '.join(lacking)}: pip install 'orderproof[play]'",) if lacking else ()
    return ours + boot.missing()


def install(version: str, cache: Path, tell: Callable[[str], None], *, own_file: bool = False) -> None:
    """Have npm install a version into the cache, once."""
    boot.install(version, cache, tell, own_file=own_file)


def remove(version: str, cache: Path) -> None:
    """Take a version out of the cache."""
    boot.remove(version, cache)


def make(setting: Setting) -> Running:
    """Make a Vendure that is not started yet."""
    own_file = setting.database is None or setting.database.startswith("sqlite")
    version = setting.version or VERSIONS[0]
    return Vendure(setting, boot.install(version, setting.cache, lambda _: None, own_file=own_file))


def opening() -> tuple[Command, ...]:
    """Nothing comes in before the first customer: the goods lie there since the database was made."""
    return ()


def profile(version: str | None = None) -> str:
    """Read the profile: what this version declares of itself; one without mails owes none, an old one less."""
    text = (HERE / "profile.toml").read_text(encoding="utf-8")
    if (version or VERSIONS[0]).startswith(BEFORE_CHANNELS_HAD_STOCK):
        text += (HERE / "before_3_1.toml").read_text(encoding="utf-8")
    return text if boot.sends_mails(version or VERSIONS[0]) else NOTICES.sub("", text)
