"""What the shop tells its subscribers: the journal, entry by entry and signed, each again until it is acknowledged."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import threading
import urllib.request
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from .tables import journal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .service import Service

TOLD = {"placed", "status", "payment", "shipped", "delivered", "return", "cancelled"}
PAUSE_SECONDS, PAUSE_SECONDS_MAX = 0.05, 1.0
BATCH = 200
OVERLAP = 100
"""Entries before the last one that are looked at again: on some databases a lower number may be committed later."""


class Subscriber:
    """One subscriber, told on a thread of its own. `pending` says whether something is left to tell."""

    def __init__(self, service: Service, subscriber: Mapping[str, str]) -> None:
        self._service = service
        self._url, self._secret = subscriber["url"], subscriber["secret"].encode()
        self._last = 0
        self._told: set[int] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="subscriber", daemon=True)

    def start(self) -> None:
        """Begin with the first entry: who was told before knows it by its id."""
        self._thread.start()

    def stop(self) -> None:
        """Tell nothing more."""
        self._ended.set()

    @property
    def pending(self) -> int:
        """Count what is left to tell, up to a batch."""
        return len(self._left()[0])

    def _left(self) -> tuple[list[tuple[int, str]], int]:
        """Give what is left to tell of the next entries, and the number of the last one looked at."""
        with self._service.database.read() as con:
            query = select(journal.c.seq, journal.c.entry).where(journal.c.seq > self._last - OVERLAP)
            rows = con.execute(query.order_by(journal.c.seq).limit(BATCH + OVERLAP)).all()
        left = [(seq, entry) for seq, entry in rows if seq not in self._told and json.loads(entry)["what"] in TOLD]
        return left, rows[-1][0] if rows else 0

    def _run(self) -> None:
        pause = PAUSE_SECONDS
        while not self._ended.wait(pause):
            left, looked_at = self._left()
            for seq, entry in left:
                if not self._post({"event_id": f"journal-{seq}", **json.loads(entry)}):
                    pause = min(2 * pause, PAUSE_SECONDS_MAX)
                    break
                pause = PAUSE_SECONDS
                self._told = {each for each in self._told if each > seq - 10 * OVERLAP} | {seq}
                self._last = max(self._last, seq)
            else:
                self._last = max(self._last, looked_at)

    def _post(self, body: dict[str, Any]) -> bool:
        raw = json.dumps(body).encode()
        signature = hmac.new(self._secret, raw, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Event-Id": str(body["event_id"]),
                   "X-Signature": f"sha256={signature}"}  # fmt: skip
        request = urllib.request.Request(self._url, raw, headers)  # noqa: S310 - the operator's own URL
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - as above
                return 200 <= int(answer.status) < 300  # noqa: PLR2004 - a class of HTTP's own
        except (OSError, http.client.HTTPException):
            return False
