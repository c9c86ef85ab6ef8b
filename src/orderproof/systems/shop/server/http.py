"""The doors of the shop over HTTP: who may come in, what they bring, and an answer to everything."""

from __future__ import annotations

import hmac
import json
import logging
from typing import TYPE_CHECKING, Any

import anyio
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from . import asking, carts, hearing, keeping, showing, stocking
from .openapi import described
from .refusing import RefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from .service import Service

    Serve = Callable[["Call"], tuple[int, Any]]

BODY_BYTES_MAX = 1 << 20
THREADS = 40
NOT_FOUND = 404
log = logging.getLogger("shop")


class Call:
    """One request, read: its body, its path, its key, and whose it is."""

    def __init__(self, service: Service, request: Request, raw: bytes) -> None:
        self.service, self.request, self.raw = service, request, raw
        self.path: dict[str, str] = request.path_params
        if any("\0" in each for each in self.path.values()):
            raise RefusedError(404, "not_found", "nothing has such a name")
        self.key = request.headers.get("idempotency-key", "")[:200]

    @property
    def body(self) -> dict[str, Any]:
        """Give the JSON object that was sent; RefusedError where it is none."""
        try:
            body = json.loads(self.raw or b"{}")
        except (ValueError, RecursionError) as fault:
            raise RefusedError(422, "validation", "the body is no JSON") from fault
        if not isinstance(body, dict):
            raise RefusedError(422, "validation", "the body is no JSON object")
        return body

    @property
    def shopper(self) -> str:
        """Say who asks; RefusedError where nobody is known by that token."""
        kind, _, token = self.request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise RefusedError(401, "unauthorized", "a token is missing")
        return carts.shopper_of(self.service, token)

    def only_admin(self) -> None:
        """Let the operator in and nobody else."""
        given = self.request.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, f"Bearer {self.service.config['token']}".encode()):
            raise RefusedError(401, "unauthorized", "this is for the operator")


def application(service: Service) -> Starlette:
    """Make the application: every door, and how each is answered."""
    limiter = anyio.CapacityLimiter(THREADS)
    routes = [
        Route(path, _endpoint(service, limiter, serve, counts=not path.startswith("/admin/quiet")), methods=[method])
        for method, path, serve, _ in DOORS
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: _no_door})


async def _no_door(_request: Request, fault: Exception) -> Response:
    """Answer where there is no such door, or not for that method, as everywhere else."""
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    code = "not_found" if status == NOT_FOUND else "validation"
    return JSONResponse(RefusedError(status, code, "there is no such door").body(), status)


def _endpoint(
    service: Service, limiter: anyio.CapacityLimiter, serve: Serve, *, counts: bool
) -> Callable[[Request], Awaitable[Response]]:
    async def served(request: Request) -> Response:
        service.requests += counts
        try:
            call = Call(service, request, await _read(request))
            status, body = await anyio.to_thread.run_sync(serve, call, limiter=limiter)
        except RefusedError as refused:
            return JSONResponse(refused.body(), refused.status)
        except SQLAlchemyError:
            log.exception("the database did not answer")
            return JSONResponse(RefusedError(503, "busy", "ask again").body(), 503)
        except Exception:
            log.exception("%s %s failed", request.method, request.url.path)
            return JSONResponse(RefusedError(500, "fault", "this is our own fault").body(), 500)
        finally:
            service.requests -= counts
        return HTMLResponse(body, status) if isinstance(body, str) else JSONResponse(body, status)

    return served


async def _read(request: Request) -> bytes:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_BYTES_MAX:
            raise RefusedError(413, "validation", "the body is longer than 1 MB")
    return bytes(raw)


def _change(kind: str) -> Serve:
    return lambda call: asking.change(call.service, call.shopper, call.key, (call.path["order_id"], kind), call.body)


def _cart(kind: str) -> Serve:
    return lambda call: (200, carts.change(call.service, call.shopper, call.path["cart_id"], kind, call.body))


def _shown(call: Call) -> dict[str, Any]:
    told: dict[str, Any] = call.service.parts.show(showing.own(call.service, call.shopper, call.path["order_id"]))
    return told


def _admin(serve: Callable[[Call], Any]) -> Serve:
    def guarded(call: Call) -> tuple[int, Any]:
        call.only_admin()
        return 200, serve(call)

    return guarded


def _heard(call: Call) -> tuple[int, Any]:
    return hearing.hear(call.service, call.raw, call.request.headers.get("x-signature", ""))


DOORS: list[tuple[str, str, Serve, str]] = [
    ("GET", "/health", lambda _: (200, {"status": "ok"}), "whether the shop is up"),
    ("GET", "/openapi.json", lambda _: (200, described([each[:2] + each[3:] for each in DOORS])), "this description"),
    ("GET", "/products", lambda call: (200, carts.products(call.service)), "see what is sold"),
    ("POST", "/shoppers", lambda call: (201, carts.register(call.service, call.body)), "become a shopper"),
    ("POST", "/carts", lambda call: (201, carts.open_cart(call.service, call.shopper, call.body)), "open a cart"),
    ("PUT", "/carts/{cart_id}/lines", _cart("lines"), "put goods into a cart"),
    ("POST", "/carts/{cart_id}/coupons", _cart("coupons"), "add a coupon to a cart"),
    ("PUT", "/carts/{cart_id}/address", _cart("address"), "say where a cart goes"),
    ("GET", "/carts/{cart_id}/quote",
     lambda call: (200, carts.quote(call.service, call.shopper, call.path["cart_id"])), "ask what a cart costs"),
    ("POST", "/orders", lambda call: asking.place(call.service, call.shopper, call.key, call.body), "place a cart"),
    ("GET", "/orders", lambda call: (200, showing.listed(call.service, call.shopper)), "list one's orders"),
    ("GET", "/orders/{order_id}", lambda call: (200, _shown(call)), "see an order"),
    ("GET", "/orders/{order_id}/page", lambda call: (200, showing.page(_shown(call))), "see an order as a page"),
    ("POST", "/orders/{order_id}/cancel", _change("cancel"), "cancel an order or a part of it"),
    ("POST", "/orders/{order_id}/edit", _change("edit"), "change quantities before anything has left"),
    ("POST", "/orders/{order_id}/returns", _change("returns"), "ask to return what arrived"),
    ("POST", "/webhooks/warehouse", _heard, "what the warehouse tells, signed"),
    ("POST", "/webhooks/carrier", _heard, "what the carrier tells, signed"),
    ("POST", "/clock", _admin(keeping.set_clock), "tell business time (operator)"),
    ("GET", "/admin/quiet",
     _admin(lambda call: {"pending": keeping.pending(call.service)}), "count what is left to do (operator)"),
    ("GET", "/admin/stock", _admin(lambda call: stocking.levels(call.service)), "see stock levels (operator)"),
    ("GET", "/admin/orders/{order_id}", _admin(keeping.order), "see an order (operator)"),
    ("GET", "/admin/journal", _admin(keeping.journal_page), "read the journal (operator)"),
]  # fmt: skip
"""Method, path, who serves it, and what it is for."""
