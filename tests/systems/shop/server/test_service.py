"""What the parts of the shop share: names that nobody guesses, and jobs that begin with their transaction's end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from orderproof.systems.shop.server import app
from orderproof.systems.shop.server.service import new_id
from tests.systems.shop.server.test_app import config

if TYPE_CHECKING:
    from pathlib import Path


def test_names_are_not_used_twice() -> None:
    names = {new_id("O") for _ in range(1000)}
    assert len(names) == 1000
    assert all(each.startswith("O") for each in names)


def test_a_job_begins_when_its_transaction_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = app.Running(config(tmp_path)).service
    begun: list[str] = []
    monkeypatch.setattr(service.jobs, "go", lambda job: begun.append(job.job_id))

    def failing(con: Any, due: Any) -> None:
        due.add(con, "mail", None, "lost")
        raise KeyError("our own fault")

    with pytest.raises(KeyError):
        service.transact(failing)
    service.transact(lambda con, due: due.add(con, "mail", None, "kept"))
    assert begun == ["kept"]
    service.database.close()
