"""Times in a story: how long a step waits, and which instant a time-valued key means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from orderproof.errors import NotationError

if TYPE_CHECKING:
    from collections.abc import Iterable

UNITS = {
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
    "us": timedelta(microseconds=1),
}
"""Units of a duration, largest first: `1d2h`, `1m30s`, `250ms`."""
PACE = timedelta(minutes=1)
"""How long after the step before it a step happens, unless it says so itself."""
NOTHING = timedelta(0)

_PARTS = re.compile(r"(\d+)(ms|us|[dhms])")
_DURATION = re.compile(r"(?:\d+(?:ms|us|[dhms]))+")
_ALLOWED = "Write a duration such as 2d, 1d2h, 1m30s or 250ms (units: d h m s ms us)."


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant of a story: `length` (may be negative) after a step, or after the story's start."""

    length: timedelta
    after_step: bool

    def from_start(self, step: timedelta) -> timedelta:
        """Place it on the story's time line, given where the step stands on it."""
        return step + self.length if self.after_step else self.length


def read_duration(text: str, where: str) -> timedelta:
    """Read `1d2h`; NotationError for anything else."""
    if not _DURATION.fullmatch(text):
        raise NotationError(f"`{text}` is no duration", where, _ALLOWED)
    return sum((int(number) * UNITS[unit] for number, unit in _PARTS.findall(text)), NOTHING)


def write_duration(length: timedelta) -> str:
    """Write a duration (not negative) in its largest units: `1d2h`, `0s`."""
    parts = []
    for unit, size in UNITS.items():
        count, length = divmod(length, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"


def read_moment(text: str, where: str) -> Moment:
    """Read `+2d` (after the step), `-5m` (before it) or `2d` (after the story's start)."""
    sign, length = (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)
    duration = read_duration(length, where)
    return Moment(-duration if sign == "-" else duration, after_step=bool(sign))


def write_distance(length: timedelta) -> str:
    """Write an instant as its distance from a step: `+2d`, `-5m`."""
    return f"-{write_duration(-length)}" if length < NOTHING else f"+{write_duration(length)}"


def lay_out(moments: Iterable[Moment | None]) -> tuple[timedelta, ...]:
    """Place every step on the story's time line (zero is its start); None takes the usual pace."""
    laid: list[timedelta] = []
    for moment in moments:
        before = laid[-1] if laid else NOTHING
        usual = before + PACE if laid else NOTHING
        laid.append(moment.from_start(before) if moment else usual)
    return tuple(laid)
