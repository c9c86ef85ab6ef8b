"""From an answer of Vendure to an outcome: said yes, said no and why, or never said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orderproof.model.commands import Outcome
from orderproof.systems.vendure.graphql import OK, NoAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.systems.vendure.graphql import Answer

REFUSALS: Mapping[str, str] = {
    "PAYMENT_DECLINED_ERROR": "declined",
    "PAYMENT_FAILED_ERROR": "declined",
    "INSUFFICIENT_STOCK_ERROR": "out_of_stock",
    "INSUFFICIENT_STOCK_ON_HAND_ERROR": "out_of_stock",
    "ORDER_STATE_TRANSITION_ERROR": "invalid_state",
    "ORDER_PAYMENT_STATE_ERROR": "invalid_state",
    "ORDER_MODIFICATION_ERROR": "invalid_state",
    "ORDER_MODIFICATION_STATE_ERROR": "invalid_state",
    "PAYMENT_STATE_TRANSITION_ERROR": "invalid_state",
    "FULFILLMENT_STATE_TRANSITION_ERROR": "invalid_state",
    "REFUND_STATE_TRANSITION_ERROR": "invalid_state",
    "REFUND_ORDER_STATE_ERROR": "invalid_state",
    "CANCEL_ACTIVE_ORDER_ERROR": "invalid_state",
    "ITEMS_ALREADY_FULFILLED_ERROR": "invalid_state",
    "NOTHING_TO_REFUND_ERROR": "invalid_state",
    "ALREADY_REFUNDED_ERROR": "invalid_state",
    "NO_ACTIVE_ORDER_ERROR": "not_found",
    "FORBIDDEN": "not_found",
    "ENTITY_NOT_FOUND": "not_found",
}
"""Common words for Vendure's own; every other error of its schema is a matter of validation."""
_WRONG = {"BAD_USER_INPUT", "USER_INPUT_ERROR", "GRAPHQL_VALIDATION_FAILED", "ENTITY_NOT_FOUND", "ILLEGAL_OPERATION"}


class RefusedError(Exception):
    """Vendure said no on the way of something that takes several calls."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.native_status)
        self.outcome = outcome


def refused(code: str, reason: str = "") -> Outcome:
    """Give the refusal of an error code of Vendure's."""
    return Outcome(
        state="refused",
        refusal=REFUSALS.get(code, "validation"),
        native_status=code,
        body={"error": code, "message": reason},
    )


def taken(answer: Answer) -> Any:  # noqa: ANN401 - JSON
    """Give what an answer holds; RefusedError where it is a no, NoAnswerError where nobody knows."""
    code = answer.error_code()
    if code is not None:
        message = str(answer.errors[0].get("message"))
        if code == "FORBIDDEN" or code in _WRONG:
            raise RefusedError(refused(code, message))
        raise NoAnswerError(f"{code}: {message}")
    if answer.status != OK:
        raise NoAnswerError(f"HTTP {answer.status}")
    found = answer.first()
    if isinstance(found, dict) and found.get("errorCode"):
        raise RefusedError(refused(str(found["errorCode"]), str(found.get("message"))))
    return found
