"""The gateway: moves money as it is told, once for each key, and keeps a book of it; a witness and no guard."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from orderproof.world.faces import (
    Dropped,
    RefusedError,
    Shared,
    answering,
    application,
    body_of,
    text,
    text_or_none,
    whole,
)

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from orderproof.world.books import Book

LATE_SECONDS = 3
DAYS_MAX = 3650
NAME = "card"


@dataclass(slots=True)
class Payment:
    """One authorization or sale, and what was done to it. Amounts are minor units of `currency`."""

    payment_id: str
    reference: str
    intent: str
    currency: str
    habits: frozenset[str]
    authorized: int = 0
    captured: int = 0
    voided: int = 0
    calls: dict[str, int] = field(default_factory=dict)


class Gateway:
    """Answers on HTTP. Test cards decide how it behaves: declined, answers lost, answers late, busy or refused once."""

    def __init__(self, shared: Shared, book: Book) -> None:
        self._common = shared
        self._book = book
        self._payments: dict[str, Payment] = {}
        self._answers: dict[str, tuple[str, int, dict[str, Any]]] = {}
        self._in_flight: set[str] = set()
        self._lost_starts: set[tuple[str, str]] = set()

    def app(self) -> ASGIApp:
        """Make the application."""
        return application(
            self._common,
            [
                Route("/payments", answering(self._keyed("authorize")), methods=["POST"]),
                Route("/payments/{payment_id}/captures", answering(self._keyed("capture")), methods=["POST"]),
                Route("/payments/{payment_id}/voids", answering(self._keyed("void")), methods=["POST"]),
                Route("/payments/{payment_id}/refunds", answering(self._keyed("refund")), methods=["POST"]),
                Route("/transactions", answering(self._look_up)),
            ],
        )

    async def _look_up(self, request: Request) -> Response:
        found = self._answers.get(request.query_params.get("key", ""))
        if found is None:
            raise RefusedError(404, "no call was made under this key")
        return JSONResponse(found[2])

    def _keyed(self, kind: str) -> Any:  # noqa: ANN401 - an endpoint
        """Serve one kind of call, once for each key: the same call again gets the same answer."""

        async def served(request: Request) -> Response:
            key = request.headers.get("idempotency-key")
            if not key:
                raise RefusedError(422, "the header Idempotency-Key is missing")
            body = await body_of(request)
            told = f"{request.url.path} {json.dumps(body, sort_keys=True)}"
            digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
            if key in self._in_flight:
                return JSONResponse({"error": "a call under this key is under way"}, 409, {"Retry-After": "1"})
            if key in self._answers:
                known, status, answer = self._answers[key]
                if known != digest:
                    raise RefusedError(422, "this key was used for another call")
                return JSONResponse(answer, status)
            self._in_flight.add(key)
            try:
                return await self._serve(kind, key, digest, body, request.path_params.get("payment_id"))
            finally:
                self._in_flight.discard(key)

        return served

    async def _serve(self, kind: str, key: str, digest: str, body: dict[str, Any], payment_id: str | None) -> Response:
        if kind == "authorize":
            payment = self._start(body)
            first = (payment.reference, payment.intent) not in self._lost_starts
            self._lost_starts.add((payment.reference, payment.intent))
        else:
            found = self._payments.get(payment_id or "")
            if found is None:
                raise RefusedError(404, "there is no such payment")
            payment = found
            payment.calls[kind] = payment.calls.get(kind, 0) + 1
            first = payment.calls[kind] == 1
        if first and f"busy-{kind}" in payment.habits:
            return JSONResponse({"error": "busy, ask again"}, 503)
        if first and f"refused-{kind}" in payment.habits:
            return JSONResponse({"error": "refused by the bank"}, 402)
        answer = self._book_call(kind, key, body, payment)
        self._answers[key] = (digest, 201, answer)
        if first and f"lost-{kind}" in payment.habits:
            return Dropped()
        if first and f"late-{kind}" in payment.habits:
            await asyncio.sleep(LATE_SECONDS)
        return JSONResponse(answer, 201)

    def _start(self, body: dict[str, Any]) -> Payment:
        whole(body, "amount")
        if whole({"expires_days": 30, **body}, "expires_days") > DAYS_MAX:
            raise RefusedError(422, f"expires_days is more than {DAYS_MAX}")
        payment_id = f"pay_{self._book.next_number}"
        return Payment(
            payment_id,
            text(body, "reference"),
            text(body, "intent"),
            text(body, "currency"),
            frozenset(text(body, "card").split("+")),
        )

    def _book_call(self, kind: str, key: str, body: dict[str, Any], payment: Payment) -> dict[str, Any]:
        if kind == "authorize":
            return self._authorize(key, body, payment)
        if kind == "void":
            amount = max(0, payment.authorized - payment.captured - payment.voided)
            payment.voided += amount
        else:
            amount = whole(body, "amount")
        refund_id = text_or_none(body, "refund")
        if kind == "capture":
            payment.captured += amount
        return self._move(kind, key, amount, payment, refund_id=refund_id)

    def _authorize(self, key: str, body: dict[str, Any], payment: Payment) -> dict[str, Any]:
        amount = body["amount"]
        self._payments[payment.payment_id] = payment
        is_declined = "declined" in payment.habits
        expires_at = self._common.clock.now() + timedelta(days=body.get("expires_days", 30))
        answer = self._move(
            "authorize", key, amount, payment, state="failed" if is_declined else "succeeded", expires_at=expires_at
        )
        if is_declined:
            return {**answer, "reason": "declined"}
        payment.authorized += amount
        if body.get("capture"):
            payment.captured += amount
            sale = self._move("capture", key, amount, payment)
            return {**sale, "authorization_id": answer["transaction_id"], "reason": None}
        return {**answer, "reason": None}

    def _move(
        self,
        kind: str,
        key: str,
        amount: int,
        payment: Payment,
        *,
        state: str = "succeeded",
        **more: Any,  # noqa: ANN401 - columns
    ) -> dict[str, Any]:
        """Book one movement and give its answer."""
        transaction = f"tx_{self._book.next_number}"
        self._book.write(
            "payments",
            row_id=transaction,
            effect_id=transaction,
            order_id=payment.reference,
            payment_id=payment.payment_id,
            intent_id=payment.intent,
            gateway=NAME,
            tender="card",
            kind=kind,
            state=state,
            amount=amount,
            currency=payment.currency,
            idempotency_key=key,
            **more,
        )
        return {
            "transaction_id": transaction,
            "payment_id": payment.payment_id,
            "kind": kind,
            "state": state,
            "amount": amount,
            "currency": payment.currency,
        }
