"""Papers: an invoice for every shipment, a credit note for every refund of it, numbered without a gap."""

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
EUROPE = ("DE", "FR")
"""Where papers follow EN 16931."""


def invoice(service: Service, con: Connection, order: Order, fulfilment: dict[str, Any]) -> None:
    """Invoice one shipment, with the first one the shipping."""
    lines = service.parts.invoice_lines(order, fulfilment)
    number = next_number(con, "INV")
    document_id = f"INV{number}"
    fulfilment["invoice"] = document_id
    _issue(service, con, order, (document_id, "invoice", "INV", number, None), lines)


def credit(service: Service, con: Connection, order: Order, refund_id: str) -> None:
    """Credit the units that a refund is for, on a note for each invoice they stand on; others need no credit."""
    spans = order["credits"].pop(refund_id, {})
    for each in order["fulfilments"]:
        lines = [
            service.parts.credit_line(order, line_id, *_on(each, line_id, span)) for line_id, span in spans.items()
        ]
        lines = [line for line in lines if line["quantity"] > 0]
        if lines:
            number = next_number(con, "CRN")
            _issue(service, con, order, (f"CRN{number}", "credit_note", "CRN", number, each["invoice"]), lines)


def _on(fulfilment: dict[str, Any], line_id: str, span: list[int]) -> tuple[int, int]:
    """Give the part of a span of units that one shipment held."""
    begin = fulfilment.get("from", {}).get(line_id, 0)
    end = begin + (fulfilment["lines"].get(line_id, 0) if "invoice" in fulfilment else 0)
    first = max(begin, span[0])
    return first, max(first, min(end, span[1]))


def invoice_lines(order: Order, fulfilment: dict[str, Any]) -> Paper:
    """Write the lines of an invoice: the units of a shipment at what they cost, with the first one the shipping."""
    lines = [
        line_of(order, line_id, fulfilment["from"][line_id], fulfilment["from"][line_id] + units)
        for line_id, units in fulfilment["lines"].items()
    ]
    return lines + (_shipping(order) if fulfilment["is_first"] else [])


def line_of(order: Order, line_id: str, begin: int, end: int) -> dict[str, Any]:
    """Write a line of a paper: the units from `begin` to `end` of a line, and their share of its tax."""
    figures = order["bill"]["by_line"][line_id]
    line = next(each for each in order["lines"] if each["line_id"] == line_id)
    value = part_of(figures["value"], begin, end, line["ordered"])
    tax = part_of(figures["tax"], begin, end, line["ordered"])
    named = {"line_id": line_id, "sku": line["sku"], "quantity": end - begin}
    return {**named, "net": value - tax, "tax": tax, **_taxed(order, line_id)}


def _shipping(order: Order) -> Paper:
    value, tax = order["bill"]["shipping_value"], order["bill"]["shipping_tax"]
    named = {"line_id": None, "sku": None, "quantity": 1}
    return [{**named, "net": value - tax, "tax": tax, **_taxed(order, None)}] if value else []


def _taxed(order: Order, line_id: str | None) -> dict[str, Any]:
    """Give the category and rate at which a line, or the shipping, is taxed."""
    found: dict[str, Any] = next((each for each in order["bill"]["taxes"] if each["line_id"] == line_id), {})
    return {name: found.get(name) for name in ("category", "rate")}


def paper_of(order: Order, lines: Paper) -> dict[str, Any]:
    """Add up a paper; in Europe it follows EN 16931, with its taxes by category and rate."""
    net, tax = sum(each["net"] for each in lines), sum(each["tax"] for each in lines)
    added = {"net": net, "tax": tax, "gross": net + tax}
    if order["address"]["country"] not in EUROPE:
        return added
    sums: dict[tuple[Any, Any], list[int]] = {}
    for line in lines:
        sums.setdefault((line["category"], line["rate"]), []).append(line["net"])
    taxes = [
        {
            "category": category, "rate": rate, "base": sum(nets), "reason": None if rate else "no tax is declared",
            "amount": sum(each["tax"] for each in lines if (each["category"], each["rate"]) == (category, rate)),
        }
        for (category, rate), nets in sums.items()
    ]  # fmt: skip
    asked = {"lines_net": net, "allowances": 0, "charges": 0, "prepaid": 0, "due": net + tax}
    return {**added, "standard": "en16931", **asked, "taxes": taxes}


def _issue(
    service: Service, con: Connection, order: Order, named: tuple[str, str, str, int, str | None], lines: Paper
) -> None:
    document_id, kind, series, number, refers_to = named
    tell(
        service, con, "document", order["order_id"],
        document_id=document_id, kind=kind, series=series, number=number, refers_to=refers_to,
        currency=order["currency"], lines=lines, **service.parts.paper_of(order, lines),
    )  # fmt: skip
