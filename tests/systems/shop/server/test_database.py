"""Transactions: all or nothing, one after the other where they meet, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, select

from orderproof.drive.postgres import embedded_postgres, programs
from orderproof.systems.shop.server.database import Database, dump, next_number
from orderproof.systems.shop.server.tables import events, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path_factory.mktemp('data') / 'shop.db'}")
        yield opened
        opened.close()
    elif programs() is None:
        pytest.skip("this machine has no PostgreSQL")
    else:
        with embedded_postgres() as url:
            opened = Database(url)
            yield opened
            opened.close()


def test_numbers_given_at_once_have_no_gap(database: Database) -> None:
    database.write(lambda con: con.execute(delete(numbers)))
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: database.write(lambda con: next_number(con, "X")), range(40)))
    assert sorted(given) == list(range(1, 41))


def test_a_number_of_a_transaction_that_failed_is_given_again(database: Database) -> None:
    def failing(con: object) -> None:
        next_number(con, "Y")  # type: ignore[arg-type]
        raise KeyError("our own fault")

    with pytest.raises(KeyError):
        database.write(failing)
    assert database.write(lambda con: next_number(con, "Y")) == 1


def test_what_a_failed_transaction_wrote_is_not_there(database: Database) -> None:
    def failing(con: object) -> None:
        con.execute(insert(events).values(event_id="lost"))  # type: ignore[attr-defined]
        raise KeyError("our own fault")

    with pytest.raises(KeyError):
        database.write(failing)
    with database.read() as con:
        assert con.execute(select(events).where(events.c.event_id == "lost")).all() == []


def test_a_reader_sees_one_state(database: Database) -> None:
    with database.read() as con:
        before = con.execute(select(events)).all()
        database.write(lambda other: other.execute(insert(events).values(event_id="meanwhile")))
        assert con.execute(select(events)).all() == before


def test_a_document_is_kept_short() -> None:
    assert dump({"a": [1, "\u00fc"]}) == '{"a":[1,"\\u00fc"]}'
