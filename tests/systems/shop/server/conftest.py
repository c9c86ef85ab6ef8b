"""One street for the tests that may share it, on SQLite, and one on PostgreSQL where it matters who waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.drive.postgres import embedded_postgres, programs
from tests.systems.shop.server.street import Street, open_street

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    with open_street(tmp_path_factory.mktemp("street")) as opened:
        for sku in ("MUG", "BOOK", "LAMP"):
            for location in ("berlin", "lyon", "reno"):
                opened.receive(sku, 1000, location)
        yield opened


@pytest.fixture(scope="session")
def street_on_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    if programs() is None:
        pytest.skip("this machine has no PostgreSQL")
    with embedded_postgres() as url, open_street(tmp_path_factory.mktemp("street"), url) as opened:
        opened.receive("MUG", 1000)
        yield opened


@pytest.fixture(params=["street", "street_on_postgres"])
def either_street(request: pytest.FixtureRequest) -> Street:
    found: Street = request.getfixturevalue(request.param)
    return found
