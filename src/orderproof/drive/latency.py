"""How long answers took, counted from the moment at which somebody meant to ask: a stalled system hides nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

SHARES = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class VerbLatency:
    """Latencies of one verb in microseconds of the monotonic clock, over all its answers, and how they ended."""

    verb: str
    calls: int
    p50_us: int
    p95_us: int
    p99_us: int
    longest_us: int
    ok: int
    refused: int
    unknown: int


class Latencies:
    """Collects them, verb by verb."""

    def __init__(self) -> None:
        self._took: dict[str, list[int]] = defaultdict(list)
        self._ended: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, verb: str, microseconds: int, state: str) -> None:
        """Take one answer (or the giving up) into account."""
        self._took[verb].append(microseconds)
        self._ended[verb][state] += 1

    def by_verb(self) -> tuple[VerbLatency, ...]:
        """Give the percentiles of every verb, in the verbs' order."""
        return tuple(self._of(verb) for verb in sorted(self._took))

    def _of(self, verb: str) -> VerbLatency:
        took, ended = sorted(self._took[verb]), self._ended[verb]
        middle, most, nearly_all = (percentile(took, share) for share in SHARES)
        return VerbLatency(
            verb, len(took), middle, most, nearly_all, took[-1], ended["ok"], ended["refused"], ended["unknown"]
        )


def percentile(ordered: list[int], share: int) -> int:
    """Give the smallest value that at least `share` percent do not exceed."""
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]
