"""The inbox: a mail server that keeps of each message what it tells of an order, and nothing of whom it reached."""

from __future__ import annotations

import asyncio
import email
import email.policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP

from orderproof.world.books import hashed
from orderproof.world.letters import facts_of, subject_of, text_of

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from aiosmtpd.smtp import Envelope, Session

    from orderproof.world.books import Book, WorldClock

BYTES_MAX = 1 << 20
HEADER_CHARS_MAX = 200


class Inbox:
    """Takes mails for everybody. Part of the recipient's name decides what happens to a first try.

    `coming_in` counts the mails whose text is being received.
    """

    def __init__(self, book: Book, clock: WorldClock, hash_key: str) -> None:
        self._book = book
        self._clock = clock
        self._hash_key = hash_key
        self.coming_in = 0
        self._seen: dict[str, tuple[datetime, dict[str, Any]]] = {}
        self._tried: set[tuple[str, ...]] = set()

    async def listen(self) -> tuple[asyncio.Server, int]:
        """Listen on a free port of the loopback."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Door(self, data_size_limit=BYTES_MAX, loop=loop), "127.0.0.1", 0)
        return server, int(server.sockets[0].getsockname()[1])

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name at aiosmtpd
        """Keep one message, then answer."""
        raw = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        message = email.message_from_bytes(raw, policy=email.policy.default)
        notice_id = _header(message, "Message-ID")
        if not notice_id:
            return "550 a message without a Message-ID cannot be told from another"
        to = str(envelope.rcpt_tos[0]) if envelope.rcpt_tos else ""
        name = to.rpartition("@")[0]
        is_first = self._is_first(notice_id, message, to)
        if is_first and "busymail" in name:
            return "451 busy, try again"
        self._keep(notice_id, message, to)
        if is_first and "lostmail" in name and server.transport is not None:
            server.transport.close()
            await asyncio.sleep(0)
        return "250 kept"

    def _is_first(self, notice_id: str, message: EmailMessage, to: str) -> bool:
        """Tell whether this is the first try to tell somebody of something, whatever the message calls itself."""
        about = tuple(_header(message, name) for name in ("X-Order", "X-Template", "X-Cause"))
        order, kind = subject_of(_header(message, "Subject"))
        if all(about):
            subject: tuple[str, ...] = about
        elif order and kind:
            subject = (to, order, kind)
        else:
            subject = (notice_id,)
        is_first = subject not in self._tried
        self._tried.add(subject)
        return is_first

    def _keep(self, notice_id: str, message: EmailMessage, to: str) -> None:
        """Write the row; the same message again is written as it was the first time."""
        if notice_id not in self._seen:
            told = facts_of(text_of(message))
            order, kind = subject_of(_header(message, "Subject"))
            self._seen[notice_id] = (
                self._clock.now(),
                {
                    "notice_id": notice_id,
                    "order_id": _header(message, "X-Order") or told.get("order") or order or "unknown",
                    "template": _header(message, "X-Template") or kind or "unknown",
                    "cause_id": _header(message, "X-Cause") or None,
                    "locale": _header(message, "Content-Language") or None,
                    "medium": "mail",
                    "recipient": hashed(to, self._hash_key),
                    "event": "sent",
                    "told": {name: text for name, text in told.items() if name != "order"} or None,
                },
            )
        at, columns = self._seen[notice_id]
        self._book.write("notices", row_id=notice_id, at=at, **columns)


class _Door(SMTP):
    """One connection, which tells the inbox while it takes a mail's text."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - its name at aiosmtpd
        """Take the text of one mail."""
        inbox: Inbox = self.event_handler
        inbox.coming_in += 1
        try:
            await super().smtp_DATA(arg)
        finally:
            inbox.coming_in -= 1


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "")).strip()[:HEADER_CHARS_MAX].encode("utf-8", "replace").decode()
    except (ValueError, IndexError, AttributeError):
        return ""
