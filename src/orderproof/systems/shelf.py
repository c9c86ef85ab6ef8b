"""What can be tested here: the folder is the list of systems, and each system's folder of defects is theirs."""

from __future__ import annotations

import ast
import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from orderproof.errors import InputError
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from orderproof.drive.port import Running
    from orderproof.drive.setting import Setting
    from orderproof.model.commands import Command

HERE = Path(__file__).parent
FIELD = re.compile(r"^(?P<name>case|shows|pillar|journey): (?P<text>.+)$", re.MULTILINE)


class SystemModule(Protocol):
    """What `system.py` in a system's folder offers."""

    ABOUT: str
    """One sentence about the system."""
    VERSIONS: tuple[str, ...]
    """The versions that it is known to work with, the first unless another is asked for; none: it has no versions."""
    DATABASE: str | None
    """`embedded`: it runs on a PostgreSQL of its own unless told otherwise; None: on a file of its own."""
    RATE: int
    """How many customers a second it is asked to take unless told otherwise."""

    def missing(self) -> tuple[str, ...]:
        """Say what this machine lacks to run it, and how to get it; nothing: it can be played."""

    def install(self, version: str, cache: Path, tell: Callable[[str], None], *, own_file: bool = False) -> None:
        """Bring a version onto this machine, once; InputError where there is none such. `tell` hears of long work.

        `own_file`: it is to run on a database in a file of its own.
        """

    def remove(self, version: str, cache: Path) -> None:
        """Take a version off this machine again."""

    def make(self, setting: Setting) -> Running:
        """Make a fresh instance, not yet started."""

    def opening(self) -> tuple[Command, ...]:
        """Give what the world does before the first customer comes: what the warehouses receive."""

    def profile(self, version: str | None = None) -> str:
        """Give the profile of a version as TOML text."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A planted defect: what it does, the public case that it imitates, and what it takes to show."""

    name: str
    about: str
    pillar: str
    case: str
    shows: str
    journeys: tuple[str, ...]


def system_names() -> tuple[str, ...]:
    """List the systems by the names of their folders."""
    return tuple(sorted(file.parent.name for file in HERE.glob("*/system.py")))


def system_of(name: str) -> SystemModule:
    """Load one system; InputError where there is none of that name."""
    if name not in system_names():
        raise InputError(f"there is no system {name!r}", "SYSTEM", allowed_instead(name, system_names()))
    return cast("SystemModule", importlib.import_module(f"orderproof.systems.{name}.system"))


def defects_of(name: str) -> Mapping[str, Defect]:
    """Read the planted defects of one system off their files, without loading them."""
    files = sorted((HERE / name / "defects").glob("[a-z]*.py"))
    return {each.name: each for each in (_defect(file) for file in files)}


def defect_of(system: str, name: str) -> Defect:
    """Give one planted defect; InputError where there is none of that name."""
    known = defects_of(system)
    if name not in known:
        raise InputError(f"{system} has no defect {name!r}", "--defect", allowed_instead(name, known))
    return known[name]


def _defect(file: Path) -> Defect:
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    fields = {found["name"]: found["text"] for found in FIELD.finditer(text)}
    return Defect(
        name=file.stem.replace("_", "-"),
        about=text.partition("\n")[0],
        pillar=fields.get("pillar", ""),
        case=fields.get("case", ""),
        shows=fields.get("shows", ""),
        journeys=tuple(each.strip() for each in fields.get("journey", "").split(",") if each.strip()),
    )
