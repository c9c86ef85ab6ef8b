"""The shop's business time: wall time, and how far it has been told to be ahead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Reads business time; `offset_us` and `skew_us` are microseconds."""

    def __init__(self, offset_us: int = 0, skew_us: int = 0) -> None:
        self.offset_us = offset_us
        self.skew_us = skew_us

    def now(self) -> datetime:
        """Read it: UTC."""
        return datetime.now(UTC) + timedelta(microseconds=self.offset_us + self.skew_us)

    def text(self, days: float = 0) -> str:
        """Write the instant so many days from now as it is stored and sent; such texts sort in time order."""
        return told(self.now() + timedelta(days=days))


def told(instant: datetime) -> str:
    """Write an instant in UTC with microseconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read(text: str) -> datetime:
    """Read an instant; ValueError where it is none."""
    return datetime.fromisoformat(text).astimezone(UTC)


def later(text: str, days: int) -> str:
    """Write the instant so many days after another."""
    return told(read(text) + timedelta(days=days))
