"""Requests that change something: once for each key, kept as a job, answered when it is known how it ended."""

from __future__ import annotations

import hashlib
import json
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from . import cancelling, editing, placing, returning
from .ordering import locked
from .refusing import RefusedError
from .service import new_id
from .showing import own
from .tables import jobs, keys
from .working import Job, done, keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from .service import Due, Service

    Answer = tuple[int, dict[str, Any]]

WAIT_SECONDS_MAX = 8.0
BEGIN = {"cancel": cancelling.begin, "edit": editing.begin}


def place(service: Service, shopper_id: str, key: str, body: dict[str, Any]) -> Answer:
    """Place a cart: the same key gives the same answer, whatever happened to the first one."""
    if not key:
        raise RefusedError(422, "validation", "the header Idempotency-Key is missing")
    return _once(service, shopper_id, key, body, lambda con: placing.begin(service, con, shopper_id, body))


def change(service: Service, shopper_id: str, key: str, what: tuple[str, str], body: dict[str, Any]) -> Answer:
    """Cancel, edit or return a shopper's own order; `what` is the order and the kind of change."""
    order_id, kind = what
    own(service, shopper_id, order_id)

    def begin(con: Connection) -> Job:
        order = locked(con, order_id)
        if order is None:
            raise RefusedError(404, "not_found", "there is no such order")
        if kind == "returns":
            return Job(new_id("return-"), "answered", order_id, returning.request(service, con, order, body))
        return BEGIN[kind](service, con, order, body)

    return _once(service, shopper_id, key or new_id("unkeyed-"), {**body, "at": f"{order_id}/{kind}"}, begin)


def _once(
    service: Service, shopper_id: str, key: str, body: dict[str, Any], begin: Callable[[Connection], Job]
) -> Answer:
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

    def start(con: Connection, _due: Due) -> Job | str:
        query = select(keys.c.body_hash, keys.c.job_id).where(keys.c.shopper_id == shopper_id, keys.c.key == key)
        known = con.execute(query).one_or_none()
        if known is not None and service.parts.answers_again(1):
            if known.body_hash != digest:
                raise RefusedError(422, "validation", "this key was used for something else")
            return str(known.job_id)
        job = keep(con, begin(con))
        if job.kind == "answered":
            done(con, job, job.payload)
        if known is None:
            con.execute(insert(keys).values(shopper_id=shopper_id, key=key, body_hash=digest, job_id=job.job_id))
        return job

    job = service.transact(start)
    if isinstance(job, Job) and job.kind != "answered":
        service.jobs.hold(job)
        service.jobs.run(job)
    return _answer(service, shopper_id, job if isinstance(job, str) else job.job_id)


def _answer(service: Service, shopper_id: str, job_id: str) -> Answer:
    """Wait, not for ever, until it is known how a job ended; 409 where it is still under way."""
    until = time.monotonic() + WAIT_SECONDS_MAX
    while True:
        with service.database.read() as con:
            state, result = con.execute(select(jobs.c.state, jobs.c.result).where(jobs.c.job_id == job_id)).one()
        if state == "done":
            break
        if time.monotonic() > until:
            raise RefusedError(409, "in_flight", "this is under way; ask again")
        time.sleep(0.02)
    ended = json.loads(result)
    if "body" in ended:
        return ended["status"], ended["body"]
    return ended["status"], service.parts.show(own(service, shopper_id, ended["order_id"]))
