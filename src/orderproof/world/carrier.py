"""The carrier: brings parcels, says where they are, and now and then says something old again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from orderproof.model.words import SCAN_STATUSES
from orderproof.world.books import one_in
from orderproof.world.faces import RefusedError, Shared, answering, application, body_of, text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from orderproof.world.books import Book

NAME = "post"
TO_SHOP = "/webhooks/carrier"
LATE = "in_transit"
LATE_ONE_IN = 4


@dataclass(slots=True)
class Parcel:
    """One parcel on its way, and what was told of it: status and time of the wire."""

    parcel_id: str
    order_id: str
    told: dict[str, str] = field(default_factory=dict)


class Carrier:
    """Answers on HTTP, and takes parcels from the warehouse."""

    def __init__(self, shared: Shared, book: Book) -> None:
        self._common = shared
        self._book = book
        self._parcels: dict[str, Parcel] = {}

    def app(self) -> ASGIApp:
        """Make the application."""
        return application(self._common, [Route("/people/scan", answering(self._scan), methods=["POST"])])

    def accept(self, tracking_number: str, parcel_id: str, order_id: str) -> None:
        """Take a parcel over from the warehouse."""
        self._parcels[tracking_number] = Parcel(parcel_id, order_id)
        self._write(tracking_number, "accepted")

    async def _scan(self, request: Request) -> Response:
        body = await body_of(request)
        tracking_number, status = text(body, "tracking_number"), text(body, "status")
        parcel = self._parcels.get(tracking_number)
        if parcel is None:
            raise RefusedError(404, "there is no such parcel")
        if status not in SCAN_STATUSES:
            raise RefusedError(422, f"{status} is no status of a parcel")
        if status not in parcel.told:
            self._write(tracking_number, status)
            parcel.told[status] = self._common.clock.wire()
            again = self._late(tracking_number) if status == "delivered" and LATE in parcel.told else None
            self._tell(tracking_number, f"scan-{tracking_number}-{status}", status, again)
        return JSONResponse({"status": status}, 201)

    def _late(self, tracking_number: str) -> Any:  # noqa: ANN401 - a callback, or none
        """Say of one parcel in four, after its delivery, once more that it was on its way: as of then, but told now."""
        if not one_in(LATE_ONE_IN, self._common.seed, tracking_number):
            return None
        return lambda: self._tell(tracking_number, f"scan-{tracking_number}-late", LATE, None)

    def _tell(self, tracking_number: str, event_id: str, status: str, then: Any) -> None:  # noqa: ANN401 - as above
        parcel = self._parcels[tracking_number]
        told = {
            "event_id": event_id,
            "type": "scan",
            "tracking_number": tracking_number,
            "parcel_id": parcel.parcel_id,
            "order_id": parcel.order_id,
            "status": status,
            "at": parcel.told[status],
        }
        self._common.webhooks.tell(TO_SHOP, told, then)

    def _write(self, tracking_number: str, status: str) -> None:
        self._book.write(
            "scans",
            parcel_id=self._parcels[tracking_number].parcel_id,
            carrier=NAME,
            tracking_number=tracking_number,
            status=status,
            native=status.upper(),
        )
