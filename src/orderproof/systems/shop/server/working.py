"""Jobs: every effect outside the database is kept before it is tried, and tried until it is known how it ended."""

from __future__ import annotations

import heapq
import itertools
import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from .database import dump
from .tables import jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from .service import Service

    Work = Callable[[Service, "Job"], dict[str, Any] | None]

WORKERS = 8
PAUSE_SECONDS, PAUSE_SECONDS_MAX = 0.05, 1.0
log = logging.getLogger("shop")


class Job:
    """One effect to be had: what, for which order, with what; `attempt` is 1 for the first try of this process."""

    def __init__(self, job_id: str, kind: str, order_id: str | None, payload: dict[str, Any]) -> None:
        self.job_id, self.kind, self.order_id, self.payload = job_id, kind, order_id, payload
        self.attempt = 0


class LaterError(Exception):
    """Nobody knows yet how it ended, or it cannot be done now: it is tried again."""


class Jobs:
    """Runs jobs on a few threads, one try of a job at a time. `pending` counts those that are not done."""

    def __init__(self, service: Service, works: dict[str, Work]) -> None:
        self._service = service
        self._works = works
        self._due: list[tuple[float, int, Job]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._open: set[str] = set()
        self._ended = False
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="job")
        self._dispatcher = threading.Thread(target=self._dispatch, name="jobs", daemon=True)

    @property
    def pending(self) -> int:
        """Count what is not done yet."""
        return len(self._open)

    def start(self) -> None:
        """Take up what an earlier process left, and begin."""
        with self._service.database.read() as con:
            left = con.execute(
                select(jobs.c.job_id, jobs.c.kind, jobs.c.order_id, jobs.c.payload).where(jobs.c.state == "waiting")
            ).all()
        for job_id, kind, order_id, payload in left:
            self.go(Job(job_id, kind, order_id, json.loads(payload)))
        self._dispatcher.start()

    def stop(self) -> None:
        """Begin nothing more."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def go(self, job: Job, after_seconds: float = 0.0) -> None:
        """Have a kept job tried."""
        with self._changed:
            self._open.add(job.job_id)
            heapq.heappush(self._due, (time.monotonic() + after_seconds, next(self._numbers), job))
            self._changed.notify()

    def hold(self, job: Job) -> None:
        """Count a kept job as open that its request tries itself."""
        self._open.add(job.job_id)

    def run(self, job: Job) -> dict[str, Any] | None:
        """Try a job now, in this thread: its result, or None where it is tried again later."""
        job.attempt += 1
        try:
            result = self._works[job.kind](self._service, job)
        except LaterError:
            result = None
        except Exception:
            log.exception("job %s (%s) failed and is tried again", job.job_id, job.kind)
            result = None
        if result is None:
            self.go(job, min(PAUSE_SECONDS * 2 ** min(job.attempt, 10), PAUSE_SECONDS_MAX))
            return None
        self._open.discard(job.job_id)
        return result

    def _dispatch(self) -> None:
        while True:
            with self._changed:
                while not self._ended and (not self._due or self._due[0][0] > time.monotonic()):
                    self._changed.wait(self._due[0][0] - time.monotonic() if self._due else None)
                if self._ended:
                    return
                _, _, job = heapq.heappop(self._due)
            self._pool.submit(self.run, job)


def keep(con: Connection, job: Job) -> Job:
    """Write a job down, in the transaction that makes it due."""
    con.execute(
        insert(jobs).values(
            job_id=job.job_id, kind=job.kind, order_id=job.order_id, payload=dump(job.payload), state="waiting"
        )
    )
    return job


def done(con: Connection, job: Job, result: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write down how a job ended, in the transaction of its effects."""
    ended = result or {}
    con.execute(update(jobs).where(jobs.c.job_id == job.job_id).values(state="done", result=dump(ended)))
    return ended


def is_done(con: Connection, job: Job) -> bool:
    """Tell whether a job has ended already: another try of it was faster."""
    return str(con.execute(select(jobs.c.state).where(jobs.c.job_id == job.job_id)).scalar_one()) == "done"
