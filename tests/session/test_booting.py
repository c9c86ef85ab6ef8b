"""Booting: the database that was asked for, and nothing left running when the block ends, however it ends."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from orderproof.errors import InputError
from orderproof.session.booting import Boot, booted, database_of
from orderproof.systems.shelf import system_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, None),
        ("sqlite", None),
        ("sqlite:////folder/file.db", "sqlite:////folder/file.db"),
    ],
)
def test_a_database_is_given_as_the_system_takes_it(asked: str | None, given: str | None) -> None:
    with database_of(asked) as url:
        assert url == given


def test_an_embedded_database_is_one_of_its_own() -> None:
    with database_of("embedded") as url:
        assert url is not None
        assert url.startswith("postgresql+psycopg://")
        with database_of(url.replace("+psycopg", "")) as again:
            assert again == url


@pytest.mark.parametrize("asked", ["mysql://here", "", "postgres", "file.db"])
def test_what_is_no_database_is_refused(asked: str) -> None:
    with pytest.raises(InputError, match="is no database"), database_of(asked):
        pass


def test_world_and_system_end_with_the_block_even_where_it_fails(tmp_path: Path) -> None:
    before, processes = set(children()), list[int]()

    async def work() -> None:
        async with booted(system_of("shop"), tmp_path, Boot()) as made:
            processes.extend(set(children()) - before)
            assert made.system.url
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        asyncio.run(work())
    assert processes
    assert not set(processes) & set(children())


def children() -> list[int]:
    """Name the processes whose parent is this one."""
    found = []
    for name in os.listdir("/proc"):  # noqa: PTH208 - a pseudo file system
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8") as stat:  # noqa: PTH123 - as above
                    fields = stat.read().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == os.getpid():
                found.append(int(name))
    return found


def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    asked = "postgresql://somebody:secret@127.0.0.1:1/orders"
    with pytest.raises(InputError, match="does not let us in") as told, database_of(asked):
        pass
    assert "somebody:***@127.0.0.1:1" in str(told.value.where)
    assert "secret" not in str(told.value)
