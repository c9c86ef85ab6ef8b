"""Mixes and the stories that they weigh: the folder is the list, a mix is a TOML file with a weight for each story."""

from __future__ import annotations

import importlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.errors import InputError
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from orderproof.journeys.stage import Stage

    Journey = Callable[[Stage], Awaitable[None]]

HERE = Path(__file__).parent
DEFAULT_MIX = HERE / "mixes" / "everyday.toml"
GROUNDWORK = ("__init__", "stage", "customer", "mix")
"""The modules of this floor that are no stories."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Weights by journey, and what each is told beside them."""

    about: str
    weights: Mapping[str, int]


def journey_names() -> tuple[str, ...]:
    """List the stories: the names of the files, with hyphens."""
    return tuple(sorted(file.stem.replace("_", "-") for file in HERE.glob("*.py") if file.stem not in GROUNDWORK))


def journeys() -> dict[str, Journey]:
    """Load every story by its name."""
    return {
        name: importlib.import_module(f"orderproof.journeys.{name.replace('-', '_')}").tell for name in journey_names()
    }


def only(names: tuple[str, ...]) -> Mix:
    """Make the mix of a few stories, each as likely as the other; InputError for one that is not there."""
    for name in names:
        _known(name, "--journey")
    return Mix("only " + ", ".join(names), dict.fromkeys(names, 1))


def mix_file(text: str) -> Path:
    """Find a mix: one of ours by its name, else the file of that path."""
    ours = HERE / "mixes" / f"{text}.toml"
    return ours if "/" not in text and ours.is_file() else Path(text)


def mix_name(file: Path) -> str:
    """Name a mix as `mix_file` finds it: one of ours by its name, any other by its path."""
    return file.stem if file.parent == HERE / "mixes" else str(file)


def read_mix(file: Path) -> Mix:
    """Read a mix; InputError with file and key for what is not one."""
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise InputError(f"this is no mix ({fault})", str(file), "Write TOML with a table [journeys].") from fault
    for key in given:
        if key not in {"about", "journeys"}:
            raise InputError(f"{key!r} is no key of a mix", str(file), allowed_instead(key, ("about", "journeys")))
    weights = given.get("journeys")
    if not isinstance(weights, dict) or not weights:
        raise InputError("there are no stories in it", str(file), "Write a table [journeys] with a weight for each.")
    for name, weight in weights.items():
        _known(name, f"{file}, journeys.{name}")
        if not isinstance(weight, int) or isinstance(weight, bool) or weight < 1:
            raise InputError(f"{weight!r} is no weight", f"{file}, journeys.{name}", "Write a whole number from 1 on.")
    return Mix(str(given.get("about", "")), dict(weights))


def _known(name: str, where: str) -> None:
    if name not in journey_names():
        raise InputError(f"there is no journey {name!r}", where, allowed_instead(name, journey_names()))
