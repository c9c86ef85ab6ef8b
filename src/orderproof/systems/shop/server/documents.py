"""Papers: an invoice for every shipment, a credit note for every refund of what was invoiced, numbered without a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .database import next_number
from .ordering import tell
from .pricing import part_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .ordering import Order
    from .service import Service

Paper = list[dict[str, Any]]


def invoice(service: Service, con: Connection, order: Order, fulfilment: dict[str, Any]) -> None:
    """Invoice one shipment, with the first one the shipping."""
    lines = service.parts.invoice_lines(order, fulfilment)
    number = next_number(con, "INV")
    document_id = f"INV{number}"
    order["invoices"].append(document_id)
    _issue(service, con, order, (document_id, "invoice", "INV", number, None), lines)


def credit(service: Service, con: Connection, order: Order, refund_id: str) -> None:
    """Credit what a refund is for, once all of it is known; what was never invoiced needs no credit."""
    waiting = order["credits"].pop(refund_id, None)
    if waiting is None or not order["invoices"]:
        return
    lines = [_line(order, line_id, begin, end) for line_id, (begin, end) in waiting["lines"].items() if end > begin]
    if waiting["with_shipping"]:
        lines += _shipping(order)
    number = next_number(con, "CRN")
    _issue(service, con, order, (f"CRN{number}", "credit_note", "CRN", number, order["invoices"][-1]), lines)


def invoice_lines(order: Order, fulfilment: dict[str, Any]) -> Paper:
    """Write the lines of an invoice: the units of a shipment at what they cost, with the first one the shipping."""
    lines = [
        _line(order, line_id, fulfilment["from"][line_id], fulfilment["from"][line_id] + units)
        for line_id, units in fulfilment["lines"].items()
    ]
    return lines + (_shipping(order) if fulfilment["is_first"] else [])


def _line(order: Order, line_id: str, begin: int, end: int) -> dict[str, Any]:
    figures = order["bill"]["by_line"][line_id]
    line = next(each for each in order["lines"] if each["line_id"] == line_id)
    value = part_of(figures["value"], begin, end, line["ordered"])
    tax = part_of(figures["tax"], begin, end, line["ordered"])
    return {"line_id": line_id, "sku": line["sku"], "quantity": end - begin, "net": value - tax, "tax": tax}


def _shipping(order: Order) -> Paper:
    value, tax = order["bill"]["shipping_value"], order["bill"]["shipping_tax"]
    return [{"line_id": None, "sku": None, "quantity": 1, "net": value - tax, "tax": tax}] if value else []


def _issue(
    service: Service, con: Connection, order: Order, named: tuple[str, str, str, int, str | None], lines: Paper
) -> None:
    document_id, kind, series, number, refers_to = named
    net, tax = sum(each["net"] for each in lines), sum(each["tax"] for each in lines)
    tell(
        service, con, "document", order["order_id"],
        document_id=document_id, kind=kind, series=series, number=number, refers_to=refers_to,
        net=net, tax=tax, gross=net + tax, currency=order["currency"], lines=lines,
    )  # fmt: skip
