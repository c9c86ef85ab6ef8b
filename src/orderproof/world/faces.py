"""What every witness shows over HTTP: who may ask, the shared clock, how much is still to be told."""

from __future__ import annotations

import asyncio
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from orderproof.model.money import MINOR_MAX

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from orderproof.world.books import WorldClock
    from orderproof.world.webhooks import Webhooks

BODY_BYTES_MAX = 1 << 20
OFFSET_US_MAX = 100 * 366 * 86_400_000_000
CONNECTION = "orderproof.connection"


class RefusedError(Exception):
    """A request that cannot be served: the status and one sentence."""

    def __init__(self, status: int, says: str, **more: object) -> None:
        super().__init__(says)
        self.status, self.body = status, {"error": says, **more}


@dataclass(frozen=True, slots=True)
class Shared:
    """What the witnesses share."""

    token: str
    clock: WorldClock
    webhooks: Webhooks
    seed: int
    mails_coming_in: Callable[[], int]


async def body_of(request: Request) -> dict[str, Any]:
    """Read a JSON object; RefusedError where it is none, or too long."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_BYTES_MAX:
            raise RefusedError(413, "the body is longer than 1 MB")
    try:
        body = json.loads(raw or b"{}")
        json.dumps(body, ensure_ascii=False).encode()  # half a surrogate pair is JSON, but no text that a book can keep
    except (ValueError, RecursionError) as fault:
        raise RefusedError(422, "the body is no JSON") from fault
    if not isinstance(body, dict):
        raise RefusedError(422, "the body is no JSON object")
    return body


def text(body: dict[str, Any], name: str) -> str:
    """Take a text out of a body."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise RefusedError(422, f"{name} is missing")
    return value


def text_or_none(body: dict[str, Any], name: str) -> str | None:
    """Take a text out of a body that may go without it."""
    return None if body.get(name) is None else text(body, name)


def whole(body: dict[str, Any], name: str, least: int = 0, most: int = MINOR_MAX) -> int:
    """Take a whole number out of a body."""
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RefusedError(422, f"{name} is no whole number from {least} to {most}")
    return value


def answering(serve: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Turn refusals into answers."""

    async def served(request: Request) -> Response:
        try:
            return await serve(request)
        except RefusedError as refused:
            return JSONResponse(refused.body, refused.status)

    return served


def application(shared: Shared, routes: Sequence[Route]) -> ASGIApp:
    """Make the application of one witness: its own routes and the shared ones, behind the token."""

    async def clock(request: Request) -> Response:
        shared.clock.offset_us = whole(await body_of(request), "offset_us", -OFFSET_US_MAX, OFFSET_US_MAX)
        return JSONResponse({"offset_us": shared.clock.offset_us})

    async def shop(request: Request) -> Response:
        shared.webhooks.url = text(await body_of(request), "url")
        return JSONResponse({})

    async def quiet(_request: Request) -> Response:
        return JSONResponse({"pending": shared.webhooks.pending + shared.mails_coming_in()})

    own = [
        Route("/clock", answering(clock), methods=["POST"]),
        Route("/shop", answering(shop), methods=["POST"]),
        Route("/quiet", quiet),
    ]
    return Guarded(Starlette(routes=[*routes, *own]), shared.token)


class Guarded:
    """Lets in who holds the token."""

    def __init__(self, inner: ASGIApp, token: str) -> None:
        self._inner = inner
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401, or let the request through."""
        if scope["type"] == "http":
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not hmac.compare_digest(given, self._expected):
                await JSONResponse({"error": "no token, or a wrong one"}, 401)(scope, receive, send)
                return
            # The server's own connection, for answers that are to get lost: uvicorn's `send` belongs to it.
            connection = getattr(getattr(send, "__self__", None), "transport", None)
            scope = {**scope, "extensions": {**(scope.get("extensions") or {}), CONNECTION: connection}}
        await self._inner(scope, receive, send)


class Dropped(Response):
    """No answer at all: the connection is closed after what was asked for has happened."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's own form
        """Close the connection; the application has nothing to add."""
        scope["extensions"][CONNECTION].abort()
        await asyncio.sleep(0)
