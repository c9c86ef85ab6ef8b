"""From a step to rows in words: ids, doubt, who says it, and what an order shares with its lines."""

from __future__ import annotations

from tests.history.notation.telling import NOW, rows_of, said


def test_row_ids_tell_the_step_and_lines_count_on_from_their_order() -> None:
    rows = rows_of(
        "place A 1xMUG 10.00 1xCAP 5.00 EUR | wait 1d | hold A | hold A id=own | place B 1xMUG 1.00 EUR id=b"
    )
    assert [row.row_id for row in rows] == ["s1", "s1.1", "s1.2", "s3", "own", "b", "b.1"]


def test_an_order_that_may_exist_has_lines_that_may_exist_and_both_are_settled_together() -> None:
    rows = rows_of("place? A 1xMUG 10.00 EUR | place A 1xMUG 10.00 EUR settles=s1 cause=k observed=+1s")
    assert [row.certainty for row in rows] == ["possible", "possible", "certain", "certain"]
    assert [row.settles for row in rows] == [None, None, "s1", "s1.1"]
    assert [row.cause_id for row in rows] == [None, None, "k", "k"]
    assert rows[2].observed_at == rows[3].observed_at != None  # noqa: E711


def test_a_key_wins_over_a_word_and_over_what_goes_without_saying() -> None:
    told = said(rows_of("notice A shipped M1 notice=M2 event=bounced order=B")[0])
    assert told == {"notice_id": "M2", "order_id": "B", "template": "shipped", "event": "bounced"}


def test_a_key_with_nothing_behind_it_makes_its_column_absent() -> None:
    told = rows_of("capture A 1.00 payment= occurred=")[0]
    assert (said(told).get("payment_id"), told.occurred_at) == (None, None)


def test_an_unanswered_question_was_certainly_asked_but_nobody_knows_how_it_ended() -> None:
    told = rows_of("ask? capture A")[0]
    assert (told.certainty, said(told)["outcome"], said(told).get("answered_at")) == ("certain", "unknown", None)


def test_who_speaks_is_the_usual_witness_unless_the_step_names_another() -> None:
    story = (
        "capture A 1.00 | system: capture A 1.00 | gateway:adyen: capture A 1.00 | mail: hold A | hold A source=f.csv"
    )
    assert [row.source for row in rows_of(story)] == ["gateway", "system", "gateway:adyen", "inbox", "f.csv"]


def test_an_order_is_placed_when_its_step_happens() -> None:
    assert said(rows_of("place A EUR")[0])["placed_at"] == NOW
