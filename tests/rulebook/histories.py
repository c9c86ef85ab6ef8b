"""Small histories: out of thin air, so that things collide, or a rule's own case with some of its rows put in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from orderproof.history.notation import parse_story
from orderproof.model import words
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.rulebook.book import load_book
from orderproof.rulebook.cases import read_cases
from tests.rulebook.trial import ENDS_AT

if TYPE_CHECKING:
    from orderproof.model.columns import Column
    from orderproof.model.ledgers.envelope import Row

BEGINS_AT = datetime(2026, 6, 1)  # noqa: DTZ001 - ledgers hold UTC without saying so
SOURCES = {
    "payments": "gateway", "parcels": "warehouse", "stock_moves": "warehouse", "line_changes": "warehouse",
    "returns": "warehouse", "scans": "carrier", "notices": "inbox", "commands": "driver", "reads": "driver",
}  # fmt: skip
POSSIBLE_ROWS_MAX = 8
IDS: dict[str, tuple[str, ...]] = {
    "order_id": ("A", "A", "A", "B"), "parcel_id": ("P1", "P2"), "payment_id": ("p1", "p2"), "intent_id": ("i1",),
    "refund_id": ("r1", "r2"), "return_id": ("R1",), "document_id": ("D1", "D2"), "refers_to": ("D1",),
    "notice_id": ("M1", "M2"), "sku": ("MUG",), "checkout_id": ("k1",), "object_id": ("A", "B"), "client": ("bob",),
    "subject": ("A",), "reservation_id": ("v1",), "fulfilment_id": ("F1",), "cause_id": ("c1", "c2"),
    "effect_id": ("e1", "e2"), "series": ("S",), "idempotency_key": ("k1", "k2"), "command_id": ("m1",),
    "account_id": ("g1", "g2"), "remedy_id": ("r1", "r2"), "new_order_id": ("B",),
}  # fmt: skip
SHARED: dict[str, tuple[Any, ...]] = {
    "line_id": ("1", "1", "2"), "location": ("MAIN",), "currency": ("EUR",), "channel": ("web",), "run": ("cases",),
    "template": ("confirmation", "shipped", "refunded", "cancelled"), "tracking_number": ("T1", "T2"),
    "verb": ("place", "capture"), "tender": ("card",), "surface": ("order", "detail", "mail"), "native": ("X",),
    "change": words.LINE_CHANGES, "base_version": (1,), "version": (1, 2), "number": (1, 2, 4), "seq": (1, 2, 4),
    "rate": (190_000,), "position": (1,), "attempt": (1,), "state": ("succeeded", "succeeded", "pending", "failed"),
    "canonical": ("placed", "processing", "shipped", "delivered", "completed", "cancelled"), "object_type": ("order",),
    "kind:payments": ("authorize", "capture", "capture", "void", "refund", "refund_reverse", "chargeback"),
    "event:notices": ("sent",), "outcome": ("ok", "unknown", "refused"), "disposition": ("restock",),
}  # fmt: skip
MOSTLY_THERE = frozenset({
    "unit_price", "placed_at", "payment_id", "intent_id", "refund_id", "total", "items", "on_hand", "location",
    "canonical", "checkout_id", "cause_id", "gross", "expires_at", "deliver_by", "ship_by", "line_id", "quantity",
    "series", "number",
})  # fmt: skip
ENVELOPE_GIVEN = ("effect_id", "cause_id", "seq")


def histories() -> st.SearchStrategy[tuple[Row, ...]]:
    """Draw a small history with at most eight possible rows; half are near something that a rule tells apart."""
    return st.one_of(doubted_cases(), wild_histories())


@st.composite
def doubted_cases(draw: st.DrawFn) -> tuple[Row, ...]:
    """Draw a rule's case, drop a row now and then, and put some rows in doubt."""
    rows = list(draw(st.sampled_from(_told_cases())))
    if len(rows) > 2 and draw(st.integers(0, 3)) == 0:
        rows.pop(draw(st.integers(0, len(rows) - 1)))
    room = POSSIBLE_ROWS_MAX - sum(row.certainty == "possible" for row in rows)
    certain = [place for place, row in enumerate(rows) if row.certainty == "certain"]
    doubted = draw(st.lists(st.sampled_from(certain), max_size=min(room, 5), unique=True)) if certain else []
    for place in doubted:
        rows[place] = replace(rows[place], certainty="possible")
    return tuple(rows)


@cache
def _told_cases() -> tuple[tuple[Row, ...], ...]:
    stories = [case.story for rule in load_book().rules.values() for case in read_cases(rule)]
    told = [parse_story(story, run="run", ends_at=ENDS_AT) for story in stories]
    return tuple(rows for rows in told if sum(row.certainty == "possible" for row in rows) <= POSSIBLE_ROWS_MAX)


@st.composite
def wild_histories(draw: st.DrawFn) -> tuple[Row, ...]:
    """Draw 2 to 14 rows; most histories begin with an order and its line."""
    rows = [draw(_row(name)) for name in draw(st.sampled_from([("orders", "lines"), ("orders", "lines"), ()]))]
    drawn = draw(st.lists(st.sampled_from(sorted(LEDGERS)).flatmap(_row), min_size=2, max_size=12))
    doubt = draw(st.integers(0, POSSIBLE_ROWS_MAX))
    answer = []
    for number, values in enumerate([*rows, *drawn]):
        ledger, columns = values
        is_possible = number >= len(rows) and number - len(rows) < doubt
        certainty = "possible" if is_possible else "certain"
        answer.append(LEDGERS[ledger](**{**columns, "row_id": f"s{number}", "certainty": certainty}))
    return tuple(answer)


def _row(ledger: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    own = [each for each in COLUMNS[ledger] if not each.envelope or each.name in ENVELOPE_GIVEN]
    columns = {each.name: _value(ledger, each) for each in own}
    columns |= {"occurred_at": _instant(), "source": st.just(SOURCES.get(ledger, "system"))}
    return st.fixed_dictionaries(columns).map(lambda values: (ledger, values))


def _value(ledger: str, column: Column) -> st.SearchStrategy[Any]:
    """Draw a value for one column: from few, so that rows meet; absent now and then where it may be."""
    words_of = SHARED.get(f"{column.name}:{ledger}") or SHARED.get(column.name) or IDS.get(column.name) or column.values
    if words_of:
        value: st.SearchStrategy[Any] = st.sampled_from(words_of)
    elif column.sql_type == "BIGINT":
        value = _number(ledger, column)
    elif column.sql_type == "TIMESTAMP":
        value = _instant()
    elif column.sql_type == "BOOLEAN":
        value = st.booleans()
    else:
        value = st.none() if not column.required else st.just("x")
    if column.required:
        return value
    weight = 7 if column.name in MOSTLY_THERE else 1
    return st.integers(0, 7).flatmap(lambda roll: value if roll < weight else st.none())


def _number(ledger: str, column: Column) -> st.SearchStrategy[int]:
    if column.name == "quantity":
        signed = ledger in ("lines", "stock_moves")
        return st.sampled_from((1, 2, 1, -1) if signed else (1, 2, 1, 3))
    return st.sampled_from((0, 500, 1000, 1000, 1001))


def _instant() -> st.SearchStrategy[datetime]:
    minutes = st.sampled_from((0, 1, 1, 2, 5, 60, 1440, 3 * 1440, 10 * 1440, 28 * 1440))
    return minutes.map(lambda count: BEGINS_AT + timedelta(minutes=count))
