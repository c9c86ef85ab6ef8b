"""One value of a profile at a time: is it what its key asks for, and if not, what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from orderproof.errors import ProfileError
from orderproof.model.suggestion import allowed_instead
from orderproof.model.words import PILLARS

if TYPE_CHECKING:
    from collections.abc import Iterable

DURATION_MAX = timedelta(days=36525)
"""A century: what is longer is a slip, and would overflow when it is added to a date."""

_UNITS = {
    "us": timedelta(microseconds=1),
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "second": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_DURATION = re.compile(r"(?:[0-9]{1,16} ?[a-z]+)(?: [0-9]{1,16} ?[a-z]+)*", re.ASCII)
_PART = re.compile(r"([0-9]+) ?([a-z]+)", re.ASCII)
_RULE = re.compile(rf"(?:{'|'.join(PILLARS)})/[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_DURATION_MEND = 'Write a duration like "2 hours", "1 minute 30 seconds" or "250 ms".'


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a profile: its file and dotted key."""

    file: str
    key: str = ""

    def under(self, key: object) -> Spot:
        """Return the place one key deeper; a key that is not plain is quoted as TOML wants it."""
        bare = str(key) if re.fullmatch(r"[A-Za-z0-9_-]+", str(key)) else f'"{key}"'
        return Spot(self.file, f"{self.key}.{bare}" if self.key else bare)

    def nth(self, index: int) -> Spot:
        """Return the place of one table of an array, counted from 1."""
        return Spot(self.file, f"{self.key}[{index}]")

    def wrong(self, what: str, mend: str) -> ProfileError:
        """Make the error of this place."""
        return ProfileError(what, f"{self.file}, {self.key}" if self.key else self.file, mend)


def text(value: object, spot: Spot) -> str:
    """Expect text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise spot.wrong(f"{_shown(value)} is not text", "Write text in quotes.")
    return value


def sentence(value: object, spot: Spot) -> str:
    """Expect one sentence, with its full stop."""
    said = text(value, spot).strip()
    if not said.endswith(".") or ". " in said:
        raise spot.wrong(f"{_shown(value)} is not one sentence", "Write one sentence, with a full stop at its end.")
    return said


def texts(value: object, spot: Spot) -> tuple[str, ...]:
    """Expect a list of texts."""
    if not isinstance(value, list):
        raise spot.wrong(f"{_shown(value)} is not a list", 'Write a list of texts: ["one", "two"].')
    return tuple(text(each, spot) for each in value)


def table(value: object, spot: Spot) -> dict[str, object]:
    """Expect a TOML table."""
    if not isinstance(value, dict):
        raise spot.wrong(f"{_shown(value)} is not a table", f"Write a section: [{spot.key}].")
    return value


def tables(value: object, spot: Spot) -> list[tuple[Spot, dict[str, object]]]:
    """Expect an array of tables; each comes with its own place."""
    if not isinstance(value, list):
        raise spot.wrong(f"{_shown(value)} is not a list of tables", f"Write sections: [[{spot.key}]].")
    return [(spot.nth(index), table(each, spot.nth(index))) for index, each in enumerate(value, 1)]


def word(value: object, spot: Spot, allowed: Iterable[str], what: str) -> str:
    """Expect a word of a closed vocabulary; `what` names the vocabulary, like "a status"."""
    words = tuple(allowed)
    if not isinstance(value, str) or value not in words:
        raise spot.wrong(f"{_shown(value)} is not {what}", allowed_instead(str(value), words))
    return value


def known_keys(given: dict[str, object], spot: Spot, allowed: Iterable[str], *, needed: Iterable[str] = ()) -> None:
    """Expect no key that is not allowed, and every key that is needed."""
    words = tuple(allowed)
    for key in given:
        if key not in words:
            raise spot.under(key).wrong("this key is not known", allowed_instead(key, words))
    for key in needed:
        if key not in given:
            raise spot.wrong(f"{key} is missing", f"Needed: {', '.join(needed)}.")


def whole(value: object, spot: Spot) -> int:
    """Expect a whole number, not negative: minor units or units."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise spot.wrong(f"{_shown(value)} is not a tolerance", "Write a whole number of units, 0 or more.")
    return value


def instant(value: object, spot: Spot) -> datetime:
    """Expect a TOML date-time; one with an offset becomes UTC, one without is UTC already. Returns naive UTC."""
    if not isinstance(value, datetime):
        raise spot.wrong(f"{_shown(value)} is not a time", "Write a time without quotes: 2018-10-17T00:00:00.")
    return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value


def duration(value: object, spot: Spot) -> timedelta:
    """Expect a duration: whole numbers with units, largest first or not, never negative."""
    if not isinstance(value, str) or not _DURATION.fullmatch(value.strip()):
        raise spot.wrong(f"{_shown(value)} is not a duration", _DURATION_MEND)
    total = timedelta(0)
    for count, unit in _PART.findall(value):
        known = _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s"))
        if known is None:
            raise spot.wrong(f"{unit!r} is not a unit of time", allowed_instead(unit, _UNITS))
        if int(count) > (DURATION_MAX - total) // known:
            raise spot.wrong(f"{_shown(value)} is longer than a century", _DURATION_MEND)
        total += int(count) * known
    return total


def rule_name(value: object, spot: Spot) -> str:
    """Expect a rule's name: pillar/name-with-dashes. Whether the rulebook has it is not known down here."""
    name = text(value, spot)
    if not _RULE.fullmatch(name):
        pillar = name.partition("/")[0]
        raise spot.wrong(
            f"{name!r} is not a rule's name",
            f"Write pillar/name, like money/refund-exceeds-capture. {allowed_instead(pillar, PILLARS)}",
        )
    return name


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."  # noqa: PLR2004 - a line of a terminal
