"""Subscribers are told what happened: signed, each entry once under one name, again until they have it."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.systems.shop.server.street import Shopper, open_street

if TYPE_CHECKING:
    from pathlib import Path

SECONDS_MAX = 10


@pytest.mark.parametrize("first", [b"HTTP/1.0 503 Busy\r\n\r\n", b"this is not HTTP\r\n\r\n"])
def test_a_subscriber_hears_of_an_order_in_turn(tmp_path: Path, first: bytes) -> None:
    heard: list[dict[str, Any]] = []

    class Subscriber(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            signature = hmac.new(b"theirs", raw, hashlib.sha256).hexdigest()
            assert self.headers["X-Signature"] == f"sha256={signature}"
            told = json.loads(raw)
            assert self.headers["X-Event-Id"] == told["event_id"]
            is_first = not heard
            heard.append(told)
            self.wfile.write(first if is_first else b"HTTP/1.0 200 OK\r\n\r\n")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Subscriber)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        url = f"http://127.0.0.1:{server.server_address[1]}"
        with open_street(tmp_path, subscribers=[{"url": url, "secret": "theirs"}]) as street:
            street.receive("MUG", 1)
            order_id = Shopper(street).buy({"MUG": 1})["order_id"]
            street.deliver(order_id)
            until = time.monotonic() + SECONDS_MAX
            while not any(each["what"] == "delivered" for each in heard) and time.monotonic() < until:
                street.quiet()
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
    names = [each["event_id"] for each in heard]
    assert names[0] == names[1], "the entry that was not acknowledged comes again"
    assert len(set(names)) == len(names) - 1
    told = [each["what"] for each in heard[1:] if each["order_id"] == order_id]
    assert told[0] == "placed"
    assert {"status", "shipped", "payment", "delivered"} <= set(told)
