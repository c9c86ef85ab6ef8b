"""Money: authorized or taken at placing, taken as goods leave, given up or given back, each once under its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .documents import credit
from .mailing import mail
from .ordering import locked, open_units, saved, seen, tell
from .pricing import part_of
from .working import LaterError, done, is_done

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .ordering import Order
    from .service import Due, Service
    from .working import Job

CREATED, NOT_FOUND = 201, 404
EXPIRES_DAYS = 30


def at_gateway(service: Service, job: Job, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
    """Have the gateway do something under a key; what became of an unanswered call is read back by the key."""
    if job.attempt > 1:
        status, answer = service.gateway.call("GET", f"/transactions?key={key}")
        if status != NOT_FOUND:
            return answer
    status, answer = service.gateway.call("POST", path, body, {"Idempotency-Key": key})
    if status != CREATED:
        raise LaterError(f"{path} answered {status}")
    return answer


def start_payment(service: Service, job: Job, order: Order, amount: int, intent: str) -> dict[str, Any]:
    """Authorize an amount for an order, or take it at once where its channel does so: the gateway's answer."""
    body = {
        "reference": order["order_id"],
        "amount": amount,
        "currency": order["currency"],
        "card": order["card"],
        "capture": service.catalogue.channels[order["channel"]].captures_on_placing,
        "intent": intent,
        "expires_days": EXPIRES_DAYS,
    }
    return at_gateway(service, job, "/payments", body, service.parts.gateway_key(job.attempt, f"{intent}-start"))


def note_started(service: Service, con: Connection, order: Order, intent: str, answer: dict[str, Any]) -> None:
    """Keep a payment that was started and tell of it."""
    is_taken = answer["kind"] == "capture"
    payment = {"intent": intent, "payment_id": answer["payment_id"], "authorized": answer["amount"],
               "captured": answer["amount"] if is_taken else 0, "refunded": 0, "voided": 0, "asked": 0}  # fmt: skip
    payment["asked"] = payment["captured"]
    order["payments"].append(payment)
    if is_taken:
        _tell(
            service, con, order, payment, answer | {"kind": "authorize", "transaction_id": answer["authorization_id"]}
        )
    _tell(service, con, order, payment, answer)


def ask_capture(service: Service, con: Connection, due: Due, order: Order, fulfilment: dict[str, Any]) -> None:
    """Have the value of a shipment taken, from the payments in turn."""
    amount = service.parts.capture_amount(order, fulfilment)
    for payment in order["payments"]:
        taken = min(amount, payment["authorized"] - payment["asked"])
        if payment is order["payments"][-1]:
            taken = amount
        if taken > 0:
            payment["asked"] += taken
            amount -= taken
            job_id = f"capture-{fulfilment['fulfilment_id']}-{payment['intent']}"
            due.add(con, "capture", order["order_id"], job_id, payment=payment["payment_id"], amount=taken)


def ask_void(con: Connection, due: Due, order: Order) -> None:
    """Give up what will not be taken any more, once nothing more can leave."""
    if open_units(order) > 0:
        return
    for payment in order["payments"]:
        if payment["authorized"] > payment["asked"] and not payment.get("voiding"):
            payment["voiding"] = True
            job_id = f"void-{payment['payment_id']}"
            due.add(con, "void", order["order_id"], job_id, payment=payment["payment_id"])


def ask_refund(service: Service, con: Connection, due: Due, order: Order, refund_id: str, amount: int) -> None:
    """Give money back for one cause, from the payments that hold it."""
    if amount <= 0:
        service.parts.close_return(service, con, order, refund_id)
        return
    order["refunding"] = order.get("refunding", {}) | {refund_id: amount}
    service.parts.after_refund_asked(service, con, due, order, refund_id, amount)
    for payment in order["payments"]:
        given = min(amount, payment["asked"] - payment["refunded"])
        if payment is order["payments"][-1]:
            given = amount
        if given > 0:
            payment["refunded"] += given
            amount -= given
            job_id = f"refund-{refund_id}-{payment['intent']}"
            due.add(
                con, "refund", order["order_id"], job_id,
                payment=payment["payment_id"], amount=given, refund=refund_id,
            )  # fmt: skip


def capture_amount(order: Order, fulfilment: dict[str, Any]) -> int:
    """Say what a shipment is worth: its units, and with the first one the shipping."""
    value = sum(
        units_value(order, line_id, fulfilment["from"][line_id], fulfilment["from"][line_id] + units)
        for line_id, units in fulfilment["lines"].items()
    )
    return value + (order["bill"]["shipping_value"] if fulfilment["is_first"] else 0)


def refund_amount(order: Order, lines: dict[str, tuple[int, int]], *, with_shipping: bool) -> int:
    """Say what units (line_id to first and last, exclusive) cost their customer."""
    value = sum(units_value(order, line_id, begin, end) for line_id, (begin, end) in lines.items())
    return value + (order["bill"]["shipping_value"] if with_shipping else 0)


def units_value(order: Order, line_id: str, begin: int, end: int, what: str = "value") -> int:
    """Say what some units of a line come to, or (`tax`) what of it is tax."""
    figures = order["bill"]["by_line"][line_id]
    units = next(line["ordered"] for line in order["lines"] if line["line_id"] == line_id)
    return part_of(figures[what], begin, end, units)


def capture(service: Service, job: Job) -> dict[str, Any] | None:
    """Take money that a shipment is worth."""
    return _moved(service, job, "captures", {"amount": job.payload["amount"]})


def void(service: Service, job: Job) -> dict[str, Any] | None:
    """Give up what is left of an authorization."""
    return _moved(service, job, "voids", {})


def refund(service: Service, job: Job) -> dict[str, Any] | None:
    """Give money back."""
    return _moved(service, job, "refunds", {"amount": job.payload["amount"], "refund": job.payload["refund"]})


def _moved(service: Service, job: Job, door: str, body: dict[str, Any]) -> dict[str, Any] | None:
    payment_id = job.payload["payment"]
    if job.kind in {"void", "refund"}:
        _after_captures(service, job)
    key = service.parts.gateway_key(job.attempt, job.job_id)
    answer = at_gateway(service, job, f"/payments/{payment_id}/{door}", body, key)

    def note(con: Connection, due: Due) -> dict[str, Any]:
        order = locked(con, job.order_id or "")
        if order is None or is_done(con, job):
            return {}
        payment = next(each for each in order["payments"] if each["payment_id"] == payment_id)
        if job.kind == "capture":
            payment["captured"] += answer["amount"]
        elif job.kind == "void":
            payment["voided"] += answer["amount"]
        _tell(service, con, order, payment, answer, refund_id=job.payload.get("refund"))
        if job.kind == "refund":
            _after_refund(service, con, due, order, job)
        saved(service, con, order)
        return done(con, job, answer)

    return service.transact(note)


def _after_captures(service: Service, job: Job) -> None:
    """Give up or give back only when all that was asked for is taken: LaterError until then."""
    with service.database.read() as con:
        order = seen(con, job.order_id or "")
    payments = [] if order is None else order["payments"]
    if any(each["captured"] < each["asked"] for each in payments if each["payment_id"] == job.payload["payment"]):
        raise LaterError("a capture of this payment is under way")


def _after_refund(service: Service, con: Connection, due: Due, order: Order, job: Job) -> None:
    """Once all of a refund went back: write its paper, say so, and close the return that it was for."""
    refund_id, amount = job.payload["refund"], job.payload["amount"]
    whole = next((each for each in order["refunds"] if each["refund_id"] == refund_id), None)
    if whole is None:
        whole = {"refund_id": refund_id, "amount": 0}
        order["refunds"].append(whole)
    whole["amount"] += amount
    if whole["amount"] < order["refunding"][refund_id]:
        return
    credit(service, con, order, refund_id)
    service.parts.after_refund(service, con, due, order, refund_id, whole["amount"])
    service.parts.close_return(service, con, order, refund_id)


def after_refund_asked(
    _service: Service, _con: Connection, _due: Due, _order: Order, _refund_id: str, _amount: int
) -> None:
    """Do what follows when a refund is asked for: nothing is told before the money is on its way."""


def after_refund(service: Service, con: Connection, due: Due, order: Order, refund_id: str, amount: int) -> None:
    """Tell the customer that money is on its way back."""
    mail(service, con, due, order, "refunded", refund_id, refund=amount)


def close_return(service: Service, con: Connection, order: Order, return_id: str) -> None:
    """Close a return, where a refund was for one."""
    for each in order["returns"]:
        if each["return_id"] == return_id and each["state"] != "closed":
            each["state"] = "closed"
            for line_id, units in each["lines"].items():
                tell(
                    service, con, "return", order["order_id"],
                    event="closed", return_id=return_id, line_id=line_id, quantity=units,
                )  # fmt: skip


def _tell(
    service: Service, con: Connection, order: Order, payment: dict[str, Any], answer: dict[str, Any],
    refund_id: str | None = None,
) -> None:  # fmt: skip
    tell(
        service, con, "payment", order["order_id"],
        kind=answer["kind"], state=answer["state"], amount=answer["amount"], currency=answer["currency"],
        payment_id=payment["payment_id"], effect_id=answer["transaction_id"], intent_id=payment["intent"],
        refund_id=refund_id,
    )  # fmt: skip
