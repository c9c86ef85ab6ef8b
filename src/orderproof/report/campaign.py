"""What a campaign adds to its judgement: who was played against, how fast it answered, how to play it again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Latency:
    """How long one verb took, over `calls` answered calls, in microseconds of the recorder's monotonic clock."""

    verb: str
    calls: int
    p50_us: int
    p95_us: int
    p99_us: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign as the reports tell it.

    `replay` is the command line that plays it again, `planted` names the defects that were planted on purpose (none in
    an honest run), `figures` are further pairs of name and text, shown as they are given.
    """

    system: str
    seed: int
    replay: str
    planted: tuple[str, ...] = ()
    latencies: tuple[Latency, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


def milliseconds(microseconds: int) -> str:
    """Spell a duration in milliseconds, rounded half up to a tenth: 1250 is `1.3`."""
    tenths = (microseconds + 50) // 100
    return f"{tenths // 10:,}.{tenths % 10}"
