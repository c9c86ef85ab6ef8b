"""The process of the witnesses: it says when it listens, ends when it is asked or left alone, and forgets nothing."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import smtplib
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.world.asked import Asked
from tests.world.ear import until

if TYPE_CHECKING:
    from pathlib import Path


def is_listening(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def test_everybody_listens_when_it_says_so(world: Asked) -> None:
    assert world.ports["ready"] is True
    ports = [world.ports[name] for name in ("gateway", "warehouse", "carrier", "inbox")]
    assert len(set(ports)) == 4
    assert [is_listening(port) for port in ports] == [True] * 4


def test_each_witness_has_a_book_of_its_own(world: Asked) -> None:
    assert sorted(each.name for each in (world.folder / "books").iterdir()) == [
        "carrier", "gateway", "inbox", "warehouse",
    ]  # fmt: skip


def test_it_ends_in_good_order_when_it_is_asked_to(tmp_path: Path) -> None:
    world = Asked(tmp_path)
    world.ask("POST", "warehouse", "/people/receive", {"sku": "MUG", "location": "berlin", "quantity": 1})
    world.stop()
    assert world.process.returncode == 0
    assert [is_listening(world.ports[name]) for name in ("gateway", "inbox")] == [False, False]
    assert len(world.rows("warehouse")) == 1


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    parent = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "orderproof.world", sys.argv[1]], stdout=subprocess.PIPE)
print(child.stdout.readline().decode(), flush=True)
sys.stdin.read()
"""
    config = tmp_path / "world.json"
    config.write_text(
        json.dumps({"books": str(tmp_path / "books"), "token": "t", "secret": "s", "hash_key": "k"}), encoding="utf-8"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent, config], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        ports = json.loads(process.stdout.readline())
        assert is_listening(ports["gateway"])
        process.kill()
    until(lambda: not any(is_listening(ports[name]) for name in ("gateway", "warehouse", "carrier", "inbox")))


def test_a_skewed_world_books_on_its_own_clock(tmp_path: Path) -> None:
    world = Asked(tmp_path, skew_us=-90_000_000, offset_us=3_600_000_000)
    world.ask("POST", "warehouse", "/people/receive", {"sku": "MUG", "location": "berlin", "quantity": 1})
    ahead = world.rows("warehouse")[0].occurred_at - datetime.now(UTC).replace(tzinfo=None)
    world.stop()
    assert timedelta(minutes=58) < ahead <= timedelta(minutes=58, seconds=30)


def test_a_killed_world_keeps_everything_that_it_answered(tmp_path: Path) -> None:
    world = Asked(tmp_path)

    def pay(client: int) -> list[str]:
        answered: list[str] = []
        for nth in range(10_000):
            name = f"{client}-{nth}"
            body = {"reference": name, "intent": name, "amount": 5, "currency": "EUR", "card": "ok"}
            try:
                _, answer = world.ask("POST", "gateway", "/payments", body, key=name)
            except (http.client.HTTPException, OSError):
                break
            answered.append(answer["transaction_id"])
        return answered

    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(pay, client) for client in range(4)]
        until(lambda: len(world.rows("gateway")) > 100)
        world.process.send_signal(signal.SIGKILL)
    world.stop()
    answered = {each for client in clients for each in client.result()}
    booked = [row.effect_id for row in world.rows("gateway")]
    assert len(answered) > 50
    assert answered - set(booked) == set()
    assert len(booked) == len(set(booked))


def test_a_world_with_a_broken_config_says_why_and_ends(tmp_path: Path) -> None:
    config = tmp_path / "world.json"
    config.write_text('{"books": "x"}', encoding="utf-8")
    command = [sys.executable, "-m", "orderproof.world", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    assert (done.returncode, done.stdout) == (1, "")
    assert "secret" in done.stderr


def test_killed_witnesses_keep_every_parcel_and_every_mail_that_they_answered(tmp_path: Path) -> None:
    world = Asked(tmp_path)
    parcels, mails = [f"F{number}" for number in range(5)], [f"<{number}@shop.test>" for number in range(5)]
    for name in parcels:
        lines = [{"line_id": "1", "sku": "MUG", "quantity": 1}]
        body = {"fulfilment_id": name, "order_id": name, "location": "berlin", "lines": lines}
        world.ask("POST", "warehouse", "/releases", body)
        assert world.ask("POST", "warehouse", "/people/ship", {"fulfilment_id": name})[0] == 200
    with smtplib.SMTP("127.0.0.1", world.ports["inbox"]) as server:
        for name in mails:
            server.sendmail("shop@shop.test", "ann@mail.test", f"Message-ID: {name}\r\n\r\nOrder: o\r\n")
    world.process.send_signal(signal.SIGKILL)
    world.stop()
    assert [row.order_id for row in world.rows("warehouse", "stock_moves")] == parcels
    assert [row.parcel_id for row in world.rows("carrier")] == [f"P-{name}" for name in parcels]
    assert [row.notice_id for row in world.rows("inbox")] == mails


def test_a_second_world_on_the_same_books_gives_no_name_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        world = Asked(tmp_path)
        body = {"reference": name, "intent": name, "amount": 5, "currency": "EUR", "card": "ok", "capture": True}
        assert world.ask("POST", "gateway", "/payments", body, key=name)[0] == 201
        world.stop()
    rows = world.rows("gateway")
    assert [row.seq for row in rows] == [1, 2, 3, 4]
    assert len({row.effect_id for row in rows}) == 4
    assert len({row.payment_id for row in rows}) == 2
