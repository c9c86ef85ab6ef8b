"""Vendure comes onto a machine once, says what is lacking, and runs as a process that can be killed and comes back."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.drive import child
from orderproof.errors import InputError, OwnFault
from orderproof.systems.vendure import boot
from orderproof.systems.vendure.boot import VendureProcess, install, missing, sends_mails
from tests.systems.vendure.made import node_listening_at, program, setting_in

if TYPE_CHECKING:
    from pathlib import Path

WRITES = ('echo "$@" >> "$0.log"', "/bin/mkdir -p node_modules/@vendure/core")
FAILS = ('echo "$@" >> "$0.log"', "echo npm ERR! no such version >&2", "echo npm notice a new npm >&2", "exit 1")


def npm(monkeypatch: pytest.MonkeyPatch, folder: Path, *lines: str) -> Path:
    """Have an npm of our own on the PATH, and nothing else: the file of its calls."""
    monkeypatch.setenv("PATH", str(program(folder / "bin", "npm", *lines)))
    return folder / "bin" / "npm.log"


def calls(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def package(folder: Path) -> Any:
    return json.loads((folder / "package.json").read_text(encoding="utf-8"))


def lacking(monkeypatch: pytest.MonkeyPatch, folder: Path, **programs: str) -> str:
    """Say what a machine lacks that has only these programs, each saying its line."""
    folder.mkdir(exist_ok=True)
    for name, says in programs.items():
        program(folder, name, f"echo {says}")
    monkeypatch.setenv("PATH", str(folder))
    return "; ".join(missing())


def test_a_machine_without_node_is_told_where_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert lacking(monkeypatch, tmp_path).startswith("Node.js 20 or newer: https://nodejs.org")


@pytest.mark.parametrize("version", ["v18.19.1", "v8.0.0", "nonsense"])
def test_a_node_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str) -> None:
    assert lacking(monkeypatch, tmp_path, node=version, npm="10").startswith(f"Node.js 20 or newer (this is {version})")


@pytest.mark.parametrize("version", ["v20.0.0", "v22.11.0", "v100.1.0"])
def test_with_node_and_without_npm_only_npm_is_lacking(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
) -> None:
    assert lacking(monkeypatch, tmp_path, node=version).startswith("npm: ")
    assert lacking(monkeypatch, tmp_path, node=version, npm="10") == ""


@pytest.mark.parametrize(
    "version",
    ["", "3", "3.7", "v3.7.3", "latest", "^3.7.3", "3.7.3.1", "3.7.3 ", "3.7.3\n", "../3.7.3", "3.7.3-", "1234.0.0"],
)
def test_what_is_no_version_is_refused_before_npm_hears_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
) -> None:
    log = npm(monkeypatch, tmp_path, *WRITES)
    with pytest.raises(InputError, match="is no version"):
        install(version, tmp_path / "cache", lambda _: None)
    assert (calls(log), (tmp_path / "cache").exists()) == ([], False)


@pytest.mark.parametrize(
    ("version", "sends"),
    [
        ("3.7.3", True), ("3.5.1", True), ("3.4.4", True), ("2.2.6", True), ("3.5.0", False), ("3.0.8", False),
        ("latest", False),
    ],
)  # fmt: skip
def test_a_version_sends_mails_where_its_package_for_them_was_published(version: str, *, sends: bool) -> None:
    assert sends_mails(version) is sends


def test_a_version_is_installed_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log, told = npm(monkeypatch, tmp_path, *WRITES), list[str]()
    folders = {install("3.7.3", tmp_path / "cache", told.append) for _ in range(2)}
    (folder,) = folders
    assert (folder / "node_modules" / "@vendure" / "core").is_dir()
    assert [each.partition(" ")[0] for each in calls(log)] == ["install"]
    assert len(told) == 1
    assert package(folder)["dependencies"] == {
        "@vendure/core": "3.7.3", "pg": "^8.11.0", "@vendure/email-plugin": "3.7.3",
    }  # fmt: skip


def test_a_version_that_is_to_run_on_a_file_gets_its_package_once_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = npm(monkeypatch, tmp_path, *WRITES)
    for own_file in (False, True, True, False):
        install("3.7.3", tmp_path / "cache", lambda _: None, own_file=own_file)
    assert len(calls(log)) == 2
    assert boot.OWN_FILE in package(tmp_path / "cache" / "vendure-3.7.3")["dependencies"]


def test_a_version_without_mails_is_installed_without_their_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    npm(monkeypatch, tmp_path, *WRITES)
    assert "@vendure/email-plugin" not in package(install("3.0.8", tmp_path, lambda _: None))["dependencies"]


@pytest.mark.parametrize(("version", "pinned"), [("3.3.8", True), ("3.4.4", True), ("3.7.3", False), ("2.2.6", False)])
def test_where_npm_would_look_without_an_end_the_set_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, *, pinned: bool
) -> None:
    npm(monkeypatch, tmp_path, *WRITES)
    assert bool(package(install(version, tmp_path, lambda _: None))["overrides"]) is pinned


def test_a_version_that_npm_cannot_install_is_told_in_its_words_and_tried_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = npm(monkeypatch, tmp_path, *FAILS)
    for _ in range(2):
        with pytest.raises(InputError, match="ERR! no such version") as no:
            install("3.7.99", tmp_path, lambda _: None)
        assert ("new npm" in str(no.value), no.value.where) == (False, "--version 3.7.99")
    npm(monkeypatch, tmp_path, *WRITES)
    assert (install("3.7.99", tmp_path, lambda _: None) / boot.DONE).is_file()
    assert len(calls(log)) == 3


def test_an_npm_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    npm(monkeypatch, tmp_path, "exec /bin/sleep 60")
    monkeypatch.setattr(boot, "INSTALL_SECONDS_MAX", 0.05)
    with pytest.raises(InputError, match="did not install it in"):
        install("3.7.3", tmp_path, lambda _: None)
    assert not (tmp_path / "vendure-3.7.3" / boot.DONE).exists()


def test_a_version_that_was_removed_is_installed_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = npm(monkeypatch, tmp_path, *WRITES)
    install("3.7.3", tmp_path, lambda _: None)
    boot.remove("3.7.3", tmp_path)
    assert not (tmp_path / "vendure-3.7.3").exists()
    install("3.7.3", tmp_path, lambda _: None)
    assert len(calls(log)) == 2


def process(folder: Path, **more: Any) -> VendureProcess:
    (folder / "system").mkdir()
    return VendureProcess(setting_in(folder, **more), folder / "installed")


def told(folder: Path) -> list[dict[str, Any]]:
    """Read what each start told the server."""
    log = folder / "system" / "node" / "setting.json.log"
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_a_restart_keeps_port_and_database_and_an_end_is_an_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", node_listening_at(tmp_path / "bin", 4711))

    async def work() -> list[str]:
        vendure, urls = process(tmp_path), list[str]()
        await vendure.start(fresh=True)
        urls.append(vendure.url)
        await vendure.kill()
        vendure.offset_us = 5_000
        await vendure.start(fresh=False)
        urls.append(vendure.url)
        for _ in range(2):
            await vendure.stop()
        return urls

    assert asyncio.run(work()) == ["http://127.0.0.1:4711"] * 2
    first, second = told(tmp_path)
    assert (first["port"], first["fresh"], first["offset_us"]) == (0, True, 0)
    assert second == {**first, "port": 4711, "fresh": False, "offset_us": 5_000}
    assert (tmp_path / "system" / "node" / "node_modules").is_symlink()


@pytest.mark.parametrize(
    ("database", "given"),
    [
        ("postgresql+psycopg://me@127.0.0.1:1/name", {"url": "postgresql://me@127.0.0.1:1/name"}),
        ("sqlite:////folder/file.db", {"file": "/folder/file.db"}),
        (None, {"file": "system/vendure.db"}),
    ],
)
def test_the_server_is_told_its_database_and_how_far_its_clock_is_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database: str | None, given: dict[str, str]
) -> None:
    monkeypatch.setenv("PATH", node_listening_at(tmp_path / "bin", 1))

    async def work() -> None:
        vendure = process(tmp_path, database=database, skew_us=70)
        await vendure.start(fresh=True)
        await vendure.stop()

    asyncio.run(work())
    (config,) = told(tmp_path)
    own = {name: value.removeprefix(f"{tmp_path}/") for name, value in config["database"].items()}
    assert (own, config["offset_us"]) == (given, 70)


def test_a_server_that_cannot_start_is_told_with_its_last_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = program(tmp_path / "bin", "node", "echo some word", "echo the port is taken >&2", "exit 1")
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(OwnFault, match="did not start: the port is taken"):
        asyncio.run(process(tmp_path).start(fresh=True))


def test_a_server_that_does_not_listen_to_being_asked_is_killed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ready = """echo '{"ready":true,"port":1}'"""
    stubborn = program(tmp_path / "bin", "node", "trap '' TERM", ready, "while read line; do :; done")
    monkeypatch.setenv("PATH", str(stubborn))
    monkeypatch.setattr(child, "END_SECONDS_MAX", 0.05)

    async def work() -> int | None:
        vendure = process(tmp_path)
        await vendure.start(fresh=True)
        await vendure.stop()
        return None if vendure._child is None else vendure._child.returncode

    assert asyncio.run(work()) == -9
