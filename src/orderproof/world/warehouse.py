"""The warehouse: picks, packs and hands over what it is told to release, and books every unit that moves."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from orderproof.world.faces import RefusedError, Shared, answering, application, body_of, text, text_or_none, whole

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from orderproof.world.books import Book
    from orderproof.world.carrier import Carrier

CARRIER = "post"
TO_SHOP = "/webhooks/warehouse"


@dataclass(slots=True)
class Release:
    """One parcel to be: what is in it, and how far it is (released, cancelled, shipped)."""

    fulfilment_id: str
    parcel_id: str
    order_id: str
    location: str
    method: str | None
    label_address: str | None
    lines: dict[str, tuple[str, int]]
    state: str = "released"
    tracking_number: str | None = None
    cancels: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Tell of it as the doors do."""
        return {
            "fulfilment_id": self.fulfilment_id,
            "order_id": self.order_id,
            "location": self.location,
            "state": self.state,
            "parcel_id": self.parcel_id,
            "tracking_number": self.tracking_number,
            "lines": [{"line_id": line, "sku": sku, "quantity": units} for line, (sku, units) in self.lines.items()],
            "cancels": {key: answer for key, (_, answer) in self.cancels.items()},
        }


class Warehouse:
    """Answers on HTTP. Nothing awaits between looking and booking: cancelling and shipping exclude each other."""

    def __init__(self, shared: Shared, book: Book, carrier: Carrier) -> None:
        self._common = shared
        self._book = book
        self._carrier = carrier
        self._releases: dict[str, Release] = {}
        self._by_order: dict[str, list[Release]] = {}
        self._returns: dict[str, dict[str, Any]] = {}
        self._numbers = itertools.count(book.next_number)

    def app(self) -> ASGIApp:
        """Make the application."""
        return application(
            self._common,
            [
                Route("/releases", answering(self._release), methods=["POST"]),
                Route("/releases", answering(self._list)),
                Route("/releases/{fulfilment_id}", answering(self._show)),
                Route("/releases/{fulfilment_id}/cancel", answering(self._cancel), methods=["POST"]),
                Route("/people/receive", answering(self._receive), methods=["POST"]),
                Route("/people/ship", answering(self._ship), methods=["POST"]),
                Route("/people/returns/receive", answering(self._receive_return), methods=["POST"]),
                Route("/people/returns/inspect", answering(self._inspect), methods=["POST"]),
            ],
        )

    async def _release(self, request: Request) -> Response:
        body = await body_of(request)
        fulfilment_id = text(body, "fulfilment_id")
        known = self._releases.get(fulfilment_id)
        if known is None:
            lines = {text(each, "line_id"): (text(each, "sku"), whole(each, "quantity", 1)) for each in _lines(body)}
            known = Release(
                fulfilment_id, f"P-{fulfilment_id}", text(body, "order_id"), text(body, "location"),
                text_or_none(body, "method"), text_or_none(body, "label_address"), lines,
            )  # fmt: skip
            self._releases[fulfilment_id] = known
            self._by_order.setdefault(known.order_id, []).append(known)
            for line, (_, units) in lines.items():
                self._parcel(known, "released", line, units)
        return JSONResponse({"parcel_id": known.parcel_id}, 201)

    async def _list(self, request: Request) -> Response:
        found = self._by_order.get(request.query_params.get("order_id", ""), [])
        return JSONResponse([each.told() for each in found])

    async def _show(self, request: Request) -> Response:
        return JSONResponse(self._known(request.path_params["fulfilment_id"]).told())

    async def _cancel(self, request: Request) -> Response:
        body = await body_of(request)
        release = self._known(request.path_params["fulfilment_id"])
        key = text(body, "key")
        if key not in release.cancels:
            release.cancels[key] = self._cancelled(release, body)
        status, answer = release.cancels[key]
        return JSONResponse(answer, status)

    def _cancelled(self, release: Release, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Take units out of a parcel that nobody works on yet: all or none of what is asked for."""
        if release.state == "shipped":
            return 409, {"cancelled": False, "reason": "picked"}
        asked = (
            {text(each, "line_id"): whole(each, "quantity", 1) for each in _lines(body)}
            if "lines" in body
            else {line: units for line, (_, units) in release.lines.items()}
        )
        if release.state == "cancelled" or any(
            release.lines.get(line, ("", 0))[1] < units for line, units in asked.items()
        ):
            return 409, {"cancelled": False, "reason": "not there"}
        for line, units in asked.items():
            sku, there = release.lines[line]
            release.lines[line] = (sku, there - units)
            self._parcel(release, "cancelled", line, units)
        release.lines = {line: held for line, held in release.lines.items() if held[1] > 0}
        if not release.lines:
            release.state = "cancelled"
        return 200, {"cancelled": True}

    async def _receive(self, request: Request) -> Response:
        body = await body_of(request)
        goods: dict[str, Any] = {
            "sku": text(body, "sku"),
            "location": text(body, "location"),
            "quantity": whole(body, "quantity", 1),
        }
        number = self._book.write("stock_moves", kind="receive", **goods)
        self._tell("stock.received", f"wh-{number}", goods)
        return JSONResponse({"received": goods["quantity"]}, 201)

    async def _ship(self, request: Request) -> Response:
        release = self._known(text(await body_of(request), "fulfilment_id"))
        if release.state != "released":
            raise RefusedError(409, f"it is {release.state}")
        release.state = "shipped"
        release.tracking_number = f"TRK{next(self._numbers):08d}"
        whose: dict[str, Any] = {"order_id": release.order_id, "fulfilment_id": release.fulfilment_id}
        for line, (_, units) in release.lines.items():
            self._book.write("line_changes", change="picked", line_id=line, quantity=units, **whose)
        for line, (_, units) in release.lines.items():
            self._parcel(release, "packed", line, units)
        for line, (sku, units) in release.lines.items():
            self._book.write(
                "stock_moves", kind="ship", sku=sku, location=release.location, quantity=units,
                order_id=release.order_id, line_id=line,
            )  # fmt: skip
        for line, (_, units) in release.lines.items():
            self._parcel(release, "handed_over", line, units)
        for line, (_, units) in release.lines.items():
            self._book.write("line_changes", change="shipped", line_id=line, quantity=units, **whose)
        self._carrier.accept(release.tracking_number, release.parcel_id, release.order_id)
        told = release.told()
        self._tell(
            "shipped", f"wh-ship-{release.fulfilment_id}",
            {**whose, "parcel_id": release.parcel_id, "carrier": CARRIER, "tracking_number": release.tracking_number,
             "lines": told["lines"]},
        )  # fmt: skip
        return JSONResponse(told)

    async def _receive_return(self, request: Request) -> Response:
        body = await body_of(request)
        return_id, order_id, location = (text(body, name) for name in ("return_id", "order_id", "location"))
        if return_id in self._returns:
            return JSONResponse({"received": True})
        lines = [
            {"line_id": text(each, "line_id"), "sku": text(each, "sku"), "quantity": whole(each, "quantity", 1)}
            for each in _lines(body)
        ]
        self._returns[return_id] = {"order_id": order_id, "location": location, "lines": lines, "inspected": None}
        for each in lines:
            self._return_row(return_id, "received", each)
            self._book.write(
                "line_changes", change="returned", order_id=order_id, line_id=each["line_id"], quantity=each["quantity"]
            )
        self._tell("return.received", f"wh-received-{return_id}",
                   {"return_id": return_id, "order_id": order_id, "location": location, "lines": lines})  # fmt: skip
        return JSONResponse({"received": True}, 201)

    async def _inspect(self, request: Request) -> Response:
        body = await body_of(request)
        return_id, disposition = text(body, "return_id"), text(body, "disposition")
        known = self._returns.get(return_id)
        if known is None or disposition not in {"restock", "scrap"}:
            raise RefusedError(404 if known is None else 422, "no such return here, or no such disposition")
        if known["inspected"] is None:
            known["inspected"] = disposition
            for each in known["lines"]:
                self._inspected(return_id, known, each, disposition)
            told = {name: known[name] for name in ("order_id", "location", "lines")}
            self._tell("return.inspected", f"wh-inspected-{return_id}",
                       {"return_id": return_id, "disposition": disposition, **told})  # fmt: skip
        return JSONResponse({"disposition": known["inspected"]})

    def _inspected(self, return_id: str, known: dict[str, Any], line: dict[str, Any], disposition: str) -> None:
        self._return_row(return_id, "inspected", line, disposition=disposition)
        whose: dict[str, Any] = {
            "order_id": known["order_id"],
            "line_id": line["line_id"],
            "quantity": line["quantity"],
        }
        if disposition == "restock":
            self._book.write("stock_moves", kind="restock", sku=line["sku"], location=known["location"], **whose)
        self._book.write("line_changes", change="restocked" if disposition == "restock" else "scrapped", **whose)

    def _return_row(self, return_id: str, event: str, line: dict[str, Any], disposition: str | None = None) -> None:
        known = self._returns[return_id]
        self._book.write(
            "returns", return_id=return_id, order_id=known["order_id"], location=known["location"], event=event,
            line_id=line["line_id"], quantity=line["quantity"], disposition=disposition,
        )  # fmt: skip

    def _parcel(self, release: Release, event: str, line: str, units: int) -> None:
        is_out = event == "handed_over"
        self._book.write(
            "parcels", fulfilment_id=release.fulfilment_id, parcel_id=release.parcel_id, order_id=release.order_id,
            location=release.location, method=release.method, event=event, line_id=line, quantity=units,
            label_address=release.label_address, carrier=CARRIER if is_out else None,
            tracking_number=release.tracking_number if is_out else None,
        )  # fmt: skip

    def _known(self, fulfilment_id: str) -> Release:
        found = self._releases.get(fulfilment_id)
        if found is None:
            raise RefusedError(404, "there is no such release")
        return found

    def _tell(self, kind: str, event_id: str, told: dict[str, Any]) -> None:
        at = self._common.clock.wire()
        self._common.webhooks.tell(TO_SHOP, {"event_id": event_id, "type": kind, "at": at, **told})


def _lines(body: dict[str, Any]) -> list[dict[str, Any]]:
    lines = body.get("lines")
    if not isinstance(lines, list) or not lines or not all(isinstance(each, dict) for each in lines):
        raise RefusedError(422, "lines is no list of lines")
    if len({text(each, "line_id") for each in lines}) < len(lines):
        raise RefusedError(422, "a line stands there twice")
    return lines
