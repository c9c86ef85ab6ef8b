"""The world outside: gateway and warehouse over HTTP, mail over SMTP. Nothing here decides anything."""

from __future__ import annotations

import http.client
import json
import smtplib
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .working import LaterError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import EmailMessage

SECONDS_MAX = 2.0
PERMANENT = 500


class RejectedError(Exception):
    """A message that the mail server will never take."""


class Peer:
    """One HTTP server; a connection for each thread, opened anew after a fault."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname or "127.0.0.1", parts.port or 80, parts.path.rstrip("/")
        self._token = token
        self._local = threading.local()

    def call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Call and give status and JSON; LaterError where no answer came, so that nobody knows what happened."""
        raw = None if body is None else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json", **(headers or {})}
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection(self._host, self._port, timeout=SECONDS_MAX)
            self._local.connection = connection
        try:
            connection.request(method, self._path + path, raw, sent)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else {}
        except (OSError, http.client.HTTPException, ValueError) as fault:
            connection.close()
            self._local.connection = None
            raise LaterError(f"{method} {path}: {fault}") from fault


def post_mail(host: str, message: EmailMessage) -> None:
    """Hand a message over; LaterError where nobody said that it arrived, RejectedError where it never will."""
    name, _, port = host.rpartition(":")
    try:
        with smtplib.SMTP(name, int(port), local_hostname="shop.example", timeout=SECONDS_MAX) as server:
            server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError, smtplib.SMTPSenderRefused) as fault:
        raise RejectedError(str(fault)) from fault
    except (OSError, smtplib.SMTPException) as fault:
        if isinstance(fault, smtplib.SMTPResponseException) and fault.smtp_code >= PERMANENT:
            raise RejectedError(str(fault)) from fault
        raise LaterError(f"mail: {fault}") from fault
