"""Known bugs of real systems: two versions each, the journey that shows it and the rule that has to see it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from orderproof.errors import InputError
from orderproof.model.suggestion import allowed_instead

HERE = Path(__file__).parent / "known"
KEYS = ("system", "bad", "good", "about", "source", "journey", "times", "rules")


@dataclass(frozen=True, slots=True)
class KnownBug:
    """A public bug that `bad` has and `good` has not; one of `rules` has to see it in `times` stories of `journey`."""

    name: str
    system: str
    bad: str
    good: str
    about: str
    source: str
    journey: str
    times: int
    rules: tuple[str, ...]


def known_bugs() -> dict[str, KnownBug]:
    """Read every pair: the folder is the list."""
    return {file.stem: _read(file) for file in sorted(HERE.glob("*.toml"))}


def known_bug(name: str) -> KnownBug:
    """Give one pair; InputError where there is none of that name."""
    pairs = known_bugs()
    if name not in pairs:
        raise InputError(f"there is no known bug {name!r}", "known-bugs", allowed_instead(name, pairs))
    return pairs[name]


def _read(file: Path) -> KnownBug:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    if set(told) != set(KEYS):
        raise InputError("this is no pair", str(file), f"Write the keys {', '.join(KEYS)}.")
    return KnownBug(name=file.stem, **(told | {"rules": tuple(told["rules"])}))
