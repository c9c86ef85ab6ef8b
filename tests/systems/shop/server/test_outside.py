"""The world outside: an answer, a refusal for good, or nobody knows."""

from __future__ import annotations

import socket
from email.message import EmailMessage

import pytest

from orderproof.systems.shop.server.outside import Peer, post_mail
from orderproof.systems.shop.server.working import LaterError


@pytest.fixture
def nobody() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_where_nobody_answers_nobody_knows(nobody: int) -> None:
    with pytest.raises(LaterError):
        Peer(f"http://127.0.0.1:{nobody}", "token").call("GET", "/")


def test_a_message_that_nobody_took_is_sent_later(nobody: int) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "a@shop.example", "b@shop.example"
    with pytest.raises(LaterError):
        post_mail(f"127.0.0.1:{nobody}", message)
