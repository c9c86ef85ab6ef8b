"""What all parts of the shop share: database, clock, catalogue, replaceable decisions, jobs, and the world outside."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, TypeVar

from .catalogue import Catalogue
from .clock import Clock
from .database import Database
from .outside import Peer
from .working import Job, Jobs, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from .parts import Parts
    from .telling import Subscriber
    from .working import Work

Made = TypeVar("Made")


class Due:
    """Collects the jobs that a transaction makes due; they begin when it is committed."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def add(self, con: Connection, kind: str, order_id: str | None, job_id: str, **payload: Any) -> None:  # noqa: ANN401 - JSON
        """Keep one job."""
        self.jobs.append(keep(con, Job(job_id, kind, order_id, payload)))


class Service:
    """One running shop."""

    def __init__(self, config: Mapping[str, Any], parts: Parts, works: dict[str, Work]) -> None:
        self.config = config
        self.parts = parts
        self.clock = Clock(int(config.get("offset_us", 0)), int(config.get("skew_us", 0)))
        self.catalogue = Catalogue(config["catalogue"])
        self.database = Database(config["database"])
        self.gateway = Peer(config["gateway"], config["world_token"])
        self.warehouse = Peer(config["warehouse"], config["world_token"])
        self.jobs = Jobs(self, works)
        self.requests = 0
        self.shoppers: dict[str, str] = {}
        self.subscribers: list[Subscriber] = []

    def transact(self, work: Callable[[Connection, Due], Made]) -> Made:
        """Run work in one transaction, then let the jobs begin that it made due."""
        due = Due()

        def once(con: Connection) -> Made:
            due.jobs.clear()
            return work(con, due)

        made = self.database.write(once)
        for job in due.jobs:
            self.jobs.go(job)
        return made


def new_id(prefix: str) -> str:
    """Make a name that nobody can guess."""
    return f"{prefix}{secrets.token_hex(6)}"
