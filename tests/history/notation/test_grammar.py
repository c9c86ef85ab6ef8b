"""Slots and verbs: what one word fills, how it is written back, and how a verb says what it takes."""

from __future__ import annotations

import pytest

from orderproof.history.notation.grammar import USUAL_SOURCE, Slot, Texts
from orderproof.history.notation.verbs import ORDER, STOCK, UNITS, find_verb
from orderproof.model.ledgers import LEDGERS


@pytest.mark.parametrize(
    ("slot", "word", "texts"),
    [
        (ORDER, "A", {"order_id": "A"}),
        (UNITS, "3", {"line_id": "1", "quantity": "3"}),
        (UNITS, "2:3", {"line_id": "2", "quantity": "3"}),
        (STOCK, "MUG@MAIN", {"sku": "MUG", "location": "MAIN"}),
        (STOCK, "MUG", {"sku": "MUG", "location": None}),
    ],
)
def test_a_word_fills_its_columns_and_is_written_back(slot: Slot, word: str, texts: Texts) -> None:
    assert slot.read(word) == texts
    assert slot.write(texts) == word


def test_a_word_cannot_be_written_where_a_column_is_absent() -> None:
    assert UNITS.write({"line_id": "2"}) is None


@pytest.mark.parametrize(
    ("name", "word", "usage"),
    [
        ("capture", "A", "capture ORDER AMOUNT [CURRENCY]"),
        ("adjust", "A", "adjust ORDER AMOUNT [CURRENCY]"),
        ("adjust", "MUG@MAIN", "adjust SKU@LOCATION QUANTITY"),
        ("place", "A", "place ORDER [UNITSxSKU [PRICE]]... CURRENCY"),
        ("wait", "3d", "wait DURATION"),
    ],
)
def test_a_verb_says_what_it_takes(name: str, word: str, usage: str) -> None:
    assert find_verb(name, (word,), "here").usage == usage


def test_every_ledger_has_its_usual_witness() -> None:
    assert set(USUAL_SOURCE) == set(LEDGERS)
