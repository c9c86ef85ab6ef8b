"""When customers come and what they are there for: open arrivals, all drawn by seed and number and nothing else."""

from __future__ import annotations

import bisect
import hashlib
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Choice = TypeVar("Choice")
LOTS = 1 << 64


@dataclass(frozen=True, slots=True)
class Arrival:
    """One customer: number, business day (0 first), seconds of wall time into that day's wave, and story."""

    index: int
    day: int
    after_seconds: float
    journey: str


def lot(*key: object) -> int:
    """Draw a whole number below 2 ** 64 that depends on the key alone."""
    text = "/".join(str(each) for each in key)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def draw(choices: Sequence[Choice], *key: object) -> Choice:
    """Choose one by the key alone."""
    return choices[lot(*key) % len(choices)]


def schedule(
    seed: int, orders: int, rate: int, days: int, weights: Mapping[str, int], *, turns: bool = False
) -> tuple[Arrival, ...]:
    """Plan arrivals: `orders` customers over `days` waves, in each at `rate` a second with exponential gaps.

    With `turns` the journeys take turns, so that each is played equally often.
    """
    names = sorted(weights)
    ends = list(itertools.accumulate(weights[name] for name in names))
    per_day = math.ceil(orders / max(1, days))
    arrivals: list[Arrival] = []
    after = 0.0
    for index in range(orders):
        day, nth = divmod(index, per_day)
        after = 0.0 if nth == 0 else after + gap(seed, index, rate)
        nth = index % len(names) if turns else bisect.bisect(ends, draw(range(ends[-1]), seed, index, "journey"))
        arrivals.append(Arrival(index, day, after, names[nth]))
    return tuple(arrivals)


def gap(seed: int, index: int, rate: int) -> float:
    """Give the seconds before one arrival: exponential with the mean 1 / rate."""
    return -math.log((lot(seed, index, "gap") + 1) / (LOTS + 1)) / rate
