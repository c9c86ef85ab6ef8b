"""A server that speaks as Vendure does: it answers what a test told it to, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

from orderproof.systems.vendure.graphql import Speaker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    import pytest

    Work = Callable[["Talk", Speaker], Awaitable[Any]]

FIRST_FIELD = re.compile(r"\{\s*(\w+)")
NEVER = object()
"""Said instead of an answer: nobody answers as long as the server lives."""
GREETED = {"registerCustomerAccount": {"__typename": "Success"}, "login": {"__typename": "CurrentUser"}}
"""What registering and logging in answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that was asked: a field of an API, or method and path of another door."""

    path: str
    field: str
    variables: Any
    headers: Mapping[str, str]
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer that is an error and no result."""

    code: str | None
    status: int = 200
    message: str = "it says no"

    def body(self) -> dict[str, object]:
        extensions = {} if self.code is None else {"code": self.code}
        return {"errors": [{"message": self.message, "extensions": extensions}], "data": None}


@dataclass(slots=True)
class Talk:
    """`says` maps a field, or method and path, to its answer, or to what makes one of the variables.

    `otherwise` answers what `says` does not know.
    """

    says: dict[str, Any]
    otherwise: Callable[[str, Any], Any] = lambda name, _variables: Fault("UNTOLD", 500, f"nobody said what {name} is")
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def fields(self, *besides: str) -> list[str]:
        """Name what was asked, in order, without what is named."""
        return [each.field for each in self.asked if each.field not in besides]

    def of(self, name: str) -> list[Any]:
        """Give the variables of every time that something was asked."""
        return [each.variables for each in self.asked if each.field == name]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else {}
        is_api = request.path in {"/shop-api", "/admin-api"}
        found = FIRST_FIELD.search(body["query"]) if is_api else None
        name = f"{request.method} {request.path}" if found is None else found[1]
        variables = body["variables"] if is_api else body
        self.asked.append(Asked(request.path, name, variables, dict(request.headers), dict(request.query)))
        told = self.says[name] if name in self.says else self.otherwise(name, variables)
        told = told(variables) if callable(told) else told
        if told is NEVER:
            await self.over.wait()
        headers = {"vendure-auth-token": f"token of {variables.get('u')}"} if name == "login" else {}
        if isinstance(told, Fault):
            return web.json_response(told.body(), status=told.status, headers=headers)
        return web.json_response({"data": {name: told}} if is_api else told, headers=headers)


def in_turn(*answers: Any) -> Callable[[Any], Any]:
    """Answer one after the other; the last one is said again and again."""
    left = list(answers)
    return lambda _variables: left.pop(0) if len(left) > 1 else left[0]


def refusal(code: str) -> dict[str, str]:
    """Write one of the schema's own errors."""
    return {"errorCode": code, "message": "it says no"}


def patience_of(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """Note how many seconds each question waits for its answer."""
    seen: list[float | None] = []
    make = aiohttp.ClientTimeout

    def noted(total: float | None = None) -> aiohttp.ClientTimeout:
        seen.append(total)
        return make(total=total)

    monkeypatch.setattr(aiohttp, "ClientTimeout", noted)
    return seen


@asynccontextmanager
async def talking(
    says: Mapping[str, Any] | None = None, otherwise: Callable[[str, Any], Any] | None = None
) -> AsyncIterator[Talk]:
    talk = Talk({**GREETED, **(says or {})})
    if otherwise is not None:
        talk.otherwise = otherwise
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", talk.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        talk.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield talk
    finally:
        talk.over.set()
        await runner.cleanup()


def asking(work: Work, says: Mapping[str, Any] | None = None) -> Any:
    """Run something against such a server."""

    async def inside() -> Any:
        async with talking(says) as talk, aiohttp.ClientSession() as session:
            return await work(talk, Speaker(session, talk.url))

    return asyncio.run(inside())


def obliging(name: str, variables: Any) -> Any:
    """Say yes to whatever a merchant enters; what is made is called by its kind and its own name."""
    given = variables.get("i")
    if name == "createProductVariants":
        return [{"id": f"variant {each['sku']}", "sku": each["sku"]} for each in given]
    if name.startswith("create"):
        own = given.get("code") or given.get("name") or given["translations"][0]["name"]
        return {"id": f"{name.removeprefix('create')} {own}"}
    return {"activeChannel": {"id": "default"}, "sellers": {"items": [{"id": "seller"}]}}.get(name, [])
