"""Business time: wall time plus an offset, which moves on only at quiet moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class BusinessClock:
    """Reads business time (naive UTC) and remembers how far it is ahead of the wall, in microseconds."""

    def __init__(self) -> None:
        self.offset_us = 0

    def now(self) -> datetime:
        """Read it."""
        return datetime.now(UTC).replace(tzinfo=None) + timedelta(microseconds=self.offset_us)

    def jump(self, to: datetime) -> int:
        """Move to an instant that is not past yet: the new offset; an instant already reached moves nothing."""
        ahead = (to - self.now()) // timedelta(microseconds=1)
        self.offset_us += max(0, ahead)
        return self.offset_us
