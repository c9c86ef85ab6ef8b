"""What every system claims: a look tells totals, a status and a read; a level that stands is told once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from orderproof.systems.claims import Look, Shown, ToldLevels, instant, levels, quoted, seen

ASKED, ANSWERED = (datetime.fromisoformat(f"2026-01-05T08:00:0{second}") for second in (1, 2))
LOOK = Look("ann", "detail", ASKED, ANSWERED)
TOTALS = {"items": 1000, "discount": 0, "shipping": 490, "fees": 0, "tax": 0, "total": 1490}
LEVEL = {"sku": "MUG", "location": "berlin", "on_hand": 5, "reserved": 2, "available": 3}


def looked(totals: dict[str, int] | None = TOTALS) -> list[Any]:
    return list(seen(Shown("O1", totals, "PaymentSettled", "confirmed", 7), LOOK, "look-1"))


def test_a_look_tells_totals_a_status_and_that_somebody_looked() -> None:
    told, status, read = looked()
    assert (told.ledger, told.total, told.version, told.surface) == ("order_totals", 1490, 7, "detail")
    assert (status.ledger, status.native, status.canonical, status.object_id) == (
        "statuses", "PaymentSettled", "confirmed", "O1",
    )  # fmt: skip
    assert (read.ledger, read.source, read.client, read.subject, read.version) == ("reads", "driver", "ann", "O1", 7)


def test_totals_that_are_not_whole_are_not_told() -> None:
    assert [each.ledger for each in looked(None)] == ["statuses", "reads"]


def test_a_claim_is_true_between_asking_and_answer() -> None:
    assert {(each.asked_at, each.observed_at) for each in looked()} == {(ASKED, ANSWERED)}


def test_a_quote_is_told_of_the_order_that_it_became() -> None:
    told: Any = quoted("O1", TOTALS, LOOK, "look-2")
    assert (told.order_id, told.surface, told.total, told.row_id) == ("O1", "quote", 1490, "look-2")


def test_each_level_of_a_reading_has_a_name_of_its_own() -> None:
    rows: list[Any] = levels([LEVEL, LEVEL | {"location": "lyon"}], LOOK, "s1")
    assert [(each.row_id, each.location, each.reserved) for each in rows] == [
        ("s1.0", "berlin", 2),
        ("s1.1", "lyon", 2),
    ]
    assert {each.as_of for each in rows} == {ASKED}


@pytest.mark.parametrize(("later", "told"), [(LEVEL, 0), (LEVEL | {"reserved": 3}, 1)])
def test_a_level_is_told_again_only_where_it_changed(later: dict[str, Any], told: int) -> None:
    remembered = ToldLevels()
    assert remembered.changed([LEVEL]) == [LEVEL]
    assert len(remembered.changed([later])) == told


def test_an_instant_of_another_zone_is_kept_in_utc() -> None:
    assert instant("2026-01-05T09:00:01+01:00") == ASKED
