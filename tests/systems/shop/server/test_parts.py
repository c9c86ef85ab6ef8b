"""The replaceable decisions: each has an honest default, and one is replaced without the others."""

from __future__ import annotations

import dataclasses

from orderproof.systems.shop.server.parts import WORKS, Parts, answers_again, gateway_key


def test_every_decision_is_made_by_somebody() -> None:
    assert all(callable(getattr(Parts(), each.name)) for each in dataclasses.fields(Parts))


def test_one_decision_is_replaced_without_the_others() -> None:
    swapped = dataclasses.replace(Parts(), gateway_key=lambda attempt, job_id: f"{job_id}/{attempt}")
    assert swapped.gateway_key(2, "capture-1") == "capture-1/2"
    assert [
        each.name for each in dataclasses.fields(Parts) if getattr(swapped, each.name) != getattr(Parts(), each.name)
    ] == ["gateway_key"]


def test_a_call_to_the_gateway_has_one_name() -> None:
    assert gateway_key(1, "capture-1") == gateway_key(9, "capture-1")


def test_a_known_key_is_answered_as_before() -> None:
    assert answers_again(1) is True


def test_every_kind_of_job_is_somebodys_work() -> None:
    assert {"place", "cancel", "edit", "release", "allocate", "capture", "void", "refund", "mail"} == set(WORKS)
