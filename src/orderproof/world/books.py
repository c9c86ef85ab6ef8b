"""The book of one witness: every row is written before anybody is answered, on the business clock of the world."""

from __future__ import annotations

import hashlib
import hmac
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from orderproof.history.recorder import Recorder, read_recorded
from orderproof.model.ledgers import LEDGERS

if TYPE_CHECKING:
    from pathlib import Path


class WorldClock:
    """Business time of the witnesses: wall time, the offset that the driver tells, and how far they are off."""

    def __init__(self, offset_us: int = 0, skew_us: int = 0) -> None:
        self.offset_us = offset_us
        self.skew_us = skew_us

    def now(self) -> datetime:
        """Read it: naive UTC."""
        return datetime.now(UTC).replace(tzinfo=None) + timedelta(microseconds=self.offset_us + self.skew_us)

    def wire(self) -> str:
        """Read it as it goes over the wire."""
        return self.now().isoformat(timespec="microseconds") + "Z"


class Book:
    """Appends the rows of one witness under ids of its own; safe to use from more than one thread.

    A book that an earlier process began is taken up again: its numbers go on, none is given twice.
    """

    def __init__(self, folder: Path, source: str, clock: WorldClock) -> None:
        self._recorder = Recorder(folder)
        self._source = source
        self._clock = clock
        self._count = sum(1 for _ in read_recorded(folder))
        self._lock = threading.Lock()

    @property
    def next_number(self) -> int:
        """The number that the next row gets: names made of it are unique, over restarts too."""
        return self._count + 1

    def write(self, ledger: str, *, row_id: str | None = None, at: datetime | None = None, **columns: Any) -> int:  # noqa: ANN401 - each ledger has columns of its own
        """Write one row; its number in this book is returned. `at` is business time, now where it is not given."""
        with self._lock:
            self._count += 1
            instant = at or self._clock.now()
            make: Any = LEDGERS[ledger]
            self._recorder.append(
                make(
                    source=self._source,
                    row_id=row_id or f"{self._source}-{self._count}",
                    seq=self._count if ledger == "payments" else None,
                    occurred_at=instant,
                    recorded_at=instant,
                    **columns,
                )
            )
            return self._count

    def close(self) -> None:
        """Close the book."""
        self._recorder.close()


def hashed(text: str, key: str) -> str:
    """Hash what names a person, under a key that is kept nowhere."""
    return hmac.new(key.encode(), text.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:16]


def one_in(count: int, *key: object) -> bool:
    """Tell whether the lot drawn by this key falls on one in so many: the same key always draws the same lot."""
    text = "/".join(str(each) for each in key)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) % count == 0
