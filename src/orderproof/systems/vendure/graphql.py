"""GraphQL over HTTP as Vendure speaks it: bearer tokens, channels by header, refusals as typed results."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import aiohttp

OK = 200
PATIENCE_SECONDS = 30.0
SHOP, ADMIN = "shop-api", "admin-api"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its HTTP status, its data by field, its errors, and the session's token where one came along."""

    status: int
    data: Mapping[str, Any]
    errors: Sequence[Mapping[str, Any]]
    token: str | None

    def error_code(self) -> str | None:
        """Give the code of the first error that is none of the schema's results."""
        if not self.errors:
            return None
        extensions = self.errors[0].get("extensions") or {}
        return str(extensions.get("code") or "UNKNOWN")

    def first(self) -> Any:  # noqa: ANN401 - JSON
        """Give the first field of the data; None where there is none."""
        return next(iter(self.data.values()), None)


@dataclass(slots=True)
class Whose:
    """In whose name something is asked: their token, their channel, and the currency they want to see, if another."""

    token: str | None = None
    channel: str | None = None
    currency: str | None = None


NOBODY = Whose()


class NoAnswerError(ConnectionError):
    """The server answered with an error of its own, so that nobody knows what was done."""


class Speaker:
    """Speaks to one server. `session` is an open aiohttp client; raises aiohttp's errors where nothing answers."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def ask(
        self,
        api: str,
        query: str,
        variables: Mapping[str, object] | None = None,
        *,
        whose: Whose = NOBODY,
        seconds: float | None = None,
    ) -> Answer:
        """Ask one thing."""
        import aiohttp  # noqa: PLC0415 - only play needs a client

        headers = {"Authorization": f"Bearer {whose.token}"} if whose.token else {}
        if whose.channel is not None:
            headers["vendure-token"] = whose.channel
        async with self.session.post(
            f"{self.url}/{api}" + (f"?currencyCode={whose.currency}" if whose.currency else ""),
            json={"query": query, "variables": variables or {}},
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=seconds or PATIENCE_SECONDS),
        ) as answer:
            raw = await answer.read()
            given = answer.headers.get("vendure-auth-token")
            status = answer.status
        body: Any = json.loads(raw) if raw else {}
        return Answer(status, body.get("data") or {}, body.get("errors") or (), given)


class Staff:
    """Somebody who is logged in at the admin API; `do` raises where the answer is an error and no result."""

    def __init__(self, speaker: Speaker, password: str) -> None:
        self._speaker = speaker
        self._password = password
        self._token: str | None = None

    async def log_in(self) -> None:
        """Log in as the superadmin."""
        answer = await self._speaker.ask(
            ADMIN,
            'mutation($p: String!) { login(username: "superadmin", password: $p, rememberMe: true) { __typename } }',
            {"p": self._password},
        )
        if answer.errors or (answer.first() or {}).get("__typename") != "CurrentUser":
            raise NoAnswerError(f"the operator could not log in: {answer.errors or answer.first()}")
        self._token = answer.token

    async def ask(
        self, query: str, variables: Mapping[str, object] | None = None, channel: str | None = None
    ) -> Answer:
        """Ask one thing, logging in first where that was not done yet."""
        if self._token is None:
            await self.log_in()
        return await self._speaker.ask(ADMIN, query, variables, whose=Whose(self._token, channel))

    async def do(self, query: str, variables: Mapping[str, object] | None = None, channel: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """Ask one thing and give its first field; NoAnswerError with the server's words where there is none."""
        answer = await self.ask(query, variables, channel)
        if answer.errors:
            raise NoAnswerError("; ".join(str(each.get("message")) for each in answer.errors))
        return answer.first()
