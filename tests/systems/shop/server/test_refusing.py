"""A refusal: a status, a code for programs, a sentence for people."""

from __future__ import annotations

from orderproof.systems.shop.server.refusing import RefusedError


def test_a_refusal_says_what_and_why() -> None:
    refused = RefusedError(409, "out_of_stock", "MUG is sold out")
    assert refused.status == 409
    assert refused.body() == {"error": {"code": "out_of_stock", "message": "MUG is sold out"}}
