"""Messages: what is owed to a customer at each step, kept as a job, and sent under one Message-ID however often."""

from __future__ import annotations

import logging
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from .ordering import tell
from .outside import RejectedError, post_mail
from .tables import shoppers
from .working import done

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .ordering import Order
    from .service import Due, Service
    from .working import Job

SUBJECTS = {
    "confirmation": "We have your order",
    "shipped": "Your parcel is on its way",
    "delivered": "Your parcel has arrived",
    "cancelled": "Your order is cancelled",
    "refunded": "Your money is on its way back",
}
log = logging.getLogger("shop")
LOCALES = {"EUR": "de-DE", "USD": "en-US"}


def mail(
    service: Service,
    con: Connection,
    due: Due,
    order: Order,
    template: str,
    cause: str,
    **facts: Any,  # noqa: ANN401 - as told
) -> None:
    """Owe a customer a message; it goes out when the transaction is committed."""
    if not service.parts.is_owed(order, template):
        return
    job_id = f"mail-{template}-{cause}"
    told = {"order_id": order["order_id"], "currency": order["currency"], "status": service.parts.status_of(order),
            "total": order["bill"]["total"], "shipping": order["bill"]["shipping"],
            "items": sum(line["ordered"] - line["cancelled"] for line in order["lines"]), **facts}  # fmt: skip
    to = service.parts.addressee(con, order)
    due.add(con, "mail", order["order_id"], job_id, template=template, cause=cause, to=to, told=told)
    tell(
        service,
        con,
        "mail_queued",
        order["order_id"],
        template=template,
        notice_id=service.parts.message_id(job_id, 1),
        cause=cause,
    )


def send(service: Service, job: Job) -> dict[str, Any]:
    """Send one message; the mail server knows it again by its Message-ID."""
    with service.database.read() as con:
        to = mailbox_of(con, job.payload["to"])
    message = EmailMessage()
    message["From"] = "orders@shop.example"
    message["To"] = to
    message["Subject"] = SUBJECTS[job.payload["template"]]
    message["Message-ID"] = service.parts.message_id(job.job_id, job.attempt)
    message["X-Order"] = job.payload["told"]["order_id"]
    message["X-Template"] = job.payload["template"]
    message["X-Cause"] = job.payload["cause"]
    message["Content-Language"] = LOCALES.get(job.payload["told"]["currency"], "en-US")
    message.set_content(service.parts.mail_text(job.payload["template"], job.payload["told"]))
    try:
        post_mail(service.config["smtp"], message)
    except RejectedError as rejected:
        log.warning("message %s is undeliverable: %s", job.job_id, rejected)
    return service.transact(lambda con, _due: done(con, job))


def mailbox_of(con: Connection, shopper_id: str) -> str:
    """Give the address to which the mails of a shopper go."""
    return str(con.execute(select(shoppers.c.email).where(shoppers.c.shopper_id == shopper_id)).scalar_one())


def addressee(_con: Connection, order: Order) -> str:
    """Say whom to tell of an order: the shopper whose it is."""
    return str(order["shopper_id"])


def mail_text(template: str, told: dict[str, Any]) -> str:
    """Write a message: a greeting, and the facts a line each."""
    lines = [f"{SUBJECTS[template]}.", "", f"Order: {told['order_id']}"]
    if template == "confirmation":
        lines += [f"Status: {told['status']}", f"Total: {money(told['total'], told['currency'])}"]
        lines += [f"Items: {told['items']}"]
    if "tracking" in told:
        lines.append(f"Tracking: {told['tracking']}")
    if "refund" in told:
        lines.append(f"Refund: {money(told['refund'], told['currency'])}")
    return "\n".join(lines) + "\n"


def money(minor: int, currency: str) -> str:
    """Write an amount of minor units; both currencies of this shop have two decimals."""
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02d} {currency}"


def message_id(job_id: str, _attempt: int) -> str:
    """Name a message: the same name however often it is sent."""
    return f"<{job_id}@shop.example>"


def is_owed(_order: Order, _template: str) -> bool:
    """Say whether a message is owed: every one is."""
    return True
