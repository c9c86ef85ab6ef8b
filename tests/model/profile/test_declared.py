"""What a profile declares can be asked for, and what it does not declare is not made up."""

from __future__ import annotations

from datetime import timedelta

from orderproof.model.profile import STOCK_FORMULAS, Clock, Profile

TWO_WITNESSES = Profile(witness={"payments": "gateway:*", "payments.refund": "system"})


def test_the_witness_of_a_kind_goes_before_the_witness_of_its_ledger() -> None:
    assert TWO_WITNESSES.witness_of("payments", "refund") == "system"
    assert TWO_WITNESSES.witness_of("payments", "capture") == "gateway:*"
    assert TWO_WITNESSES.witness_of("payments") == "gateway:*"
    assert TWO_WITNESSES.witness_of("scans") is None


def test_a_source_that_declares_nothing_has_exact_clocks_and_no_witness() -> None:
    nothing = Profile.default()
    assert nothing.clock == Clock(timedelta(0), timedelta(0), timedelta(0), "source", {})
    assert (nothing.witness, nothing.deadlines, nothing.as_of) == ({}, {}, None)
    assert nothing.stock_available == STOCK_FORMULAS[0]
