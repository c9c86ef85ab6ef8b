"""An answer of Vendure's is a yes, a no with its reason, or nothing that anybody may rely on."""

from __future__ import annotations

from typing import Any

import pytest

from orderproof.model.words import REFUSALS
from orderproof.systems.vendure.answers import REFUSALS as KNOWN
from orderproof.systems.vendure.answers import RefusedError, taken
from orderproof.systems.vendure.graphql import Answer, NoAnswerError


def said(found: Any = None, code: str | None = None, status: int = 200) -> Answer:
    errors = [] if code is None else [{"message": "it says no", "extensions": {"code": code}}]
    return Answer(status, {"thing": found}, errors, None)


@pytest.mark.parametrize("found", [{"id": "1"}, [], None, False])
def test_a_yes_holds_what_was_asked_for(found: object) -> None:
    assert taken(said(found)) == found


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("PAYMENT_DECLINED_ERROR", "declined"),
        ("PAYMENT_FAILED_ERROR", "declined"),
        ("INSUFFICIENT_STOCK_ERROR", "out_of_stock"),
        ("ORDER_STATE_TRANSITION_ERROR", "invalid_state"),
        ("ALREADY_REFUNDED_ERROR", "invalid_state"),
        ("NO_ACTIVE_ORDER_ERROR", "not_found"),
        ("COUPON_CODE_INVALID_ERROR", "validation"),
    ],
)
def test_an_error_of_the_schema_is_a_no_in_common_words(code: str, refusal: str) -> None:
    with pytest.raises(RefusedError) as no:
        taken(said({"errorCode": code, "message": "it says no"}))
    outcome = no.value.outcome
    assert (outcome.state, outcome.refusal, outcome.native_status) == ("refused", refusal, code)
    assert outcome.body == {"error": code, "message": "it says no"}


@pytest.mark.parametrize(
    ("code", "refusal"),
    [("FORBIDDEN", "not_found"), ("BAD_USER_INPUT", "validation"), ("GRAPHQL_VALIDATION_FAILED", "validation")],
)
@pytest.mark.parametrize("status", [200, 400])
def test_an_error_of_graphql_that_blames_who_asked_is_a_no(code: str, refusal: str, status: int) -> None:
    with pytest.raises(RefusedError) as no:
        taken(said(code=code, status=status))
    assert (no.value.outcome.refusal, no.value.outcome.native_status) == (refusal, code)


@pytest.mark.parametrize(
    "answer",
    [
        said(code="INTERNAL_SERVER_ERROR"),
        said({"id": "1"}, code="INTERNAL_SERVER_ERROR"),
        Answer(200, {}, [{"message": "who knows"}], None),
        said({"id": "1"}, status=500),
        said(status=503),
    ],
)
def test_where_the_server_failed_nobody_knows_what_was_done(answer: Answer) -> None:
    with pytest.raises(NoAnswerError):
        taken(answer)


def test_every_reason_is_one_of_the_common_ones() -> None:
    assert set(KNOWN.values()) <= set(REFUSALS)
