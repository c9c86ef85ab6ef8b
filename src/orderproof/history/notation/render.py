"""The way back: rows as one line of notation, for reports. Reading the line gives the same rows again.

Every row is first said in the fewest words; the words are read back, and each column that came out different is added
as a key. A row that no verb fits is told with `row`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from orderproof.errors import InputError
from orderproof.history.notation.clock import PACE, write_distance, write_duration
from orderproof.history.notation.drafts import Draft, drafts_of
from orderproof.history.notation.grammar import PLAIN, USUAL_SOURCE
from orderproof.history.notation.keys import shown_key
from orderproof.history.notation.scene import Scene
from orderproof.history.notation.steps import SPEAKER, quote, read_step
from orderproof.history.notation.story import row_of
from orderproof.history.notation.values import Place, write_value
from orderproof.history.notation.verbs import VERBS
from orderproof.model.ledgers import COLUMNS
from orderproof.model.ledgers.journey import Lines, Orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from orderproof.model.ledgers.envelope import Row

LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - times of ledgers are naive UTC
_ENTRY = re.compile(r"[\w-]+")


def render_story(rows: Iterable[Row]) -> str:
    """Tell rows as a story of one line, in time order.

    `parse_story(render_story(rows), run=..., ends_at=<the latest occurred_at>)` gives the same rows. A row without
    `occurred_at` is told at the story's start, an empty map as an absent one.
    """
    ordered = sorted(rows, key=lambda row: row.occurred_at or LONG_AGO)
    if not ordered:
        return ""
    start = next((row.occurred_at for row in ordered if row.occurred_at), LONG_AGO)
    return " | ".join(_Teller(start, ordered[0].run, _scene_of(ordered)).tell(ordered))


@dataclass(slots=True)
class _Telling:
    """A way to say some rows: the step's text, and the drafts that reading it gave."""

    text: str
    drafts: tuple[Draft, ...]


@dataclass(slots=True)
class _Teller:
    """Says one row after the other, remembering what a reader would know by then."""

    start: datetime
    run: str
    scene: Scene
    before: datetime | None = None
    number: int = 0
    told: set[int] = field(default_factory=set)

    def tell(self, rows: Sequence[Row]) -> Iterator[str]:
        """Say rows in their order, the lines of an order together with it."""
        for row in rows:
            if id(row) in self.told:
                continue
            self.number += 1
            telling = self._best(row, _lines_of(row, rows))
            for draft in telling.drafts:
                self.scene.remember(draft.ledger, draft.texts)
            at = row.occurred_at or self.start
            yield telling.text + self._time(at)
            self.before = at

    def _time(self, at: datetime) -> str:
        """Say when, unless it is the usual pace after the step before."""
        usual = self.start if self.before is None else self.before + PACE
        if at == usual:
            return ""
        after = at - (self.before or self.start)
        if after >= PACE * 0:
            return f" @+{write_duration(after)}"
        return f" @{write_distance(after)}"

    def _best(self, row: Row, lines: list[Row]) -> _Telling:
        """Choose the shortest telling that comes back right."""
        texts = self._texts(row)
        speaker = self._speaker(row)
        if lines and (told := self._try(f"{speaker}{_order_words(row, texts, self._items(lines))}", row, lines)):
            self.told |= {id(line) for line in lines}
            return told
        tellings = [self._try(f"{speaker}{words}", row, []) for words in _ways(row, texts, self.scene)]
        found = [telling for telling in tellings if telling]
        return min(found, key=lambda each: len(each.text)) if found else self._plainly(row, texts, speaker)

    def _try(self, words: str, row: Row, lines: list[Row]) -> _Telling | None:
        """Read words back and mend them with keys; None where they do not come out as the rows."""
        try:
            first = self._read(words, row)
            if not first or type(first[0][1]) is not type(row):
                return None
            mended = " ".join((words, *self._mends(first[0][1], row)))
            second = self._read(mended, row)
        except InputError:
            return None
        if [read for _, read in second] != [row, *lines]:
            return None
        return _Telling(mended, tuple(draft for draft, _ in second))

    def _plainly(self, row: Row, texts: dict[str, str], speaker: str) -> _Telling:
        """Say a row with `row` and a key for every column that does not go without saying."""
        silent = {"run", "source", "occurred_at"}
        keys = (_key(column, text, row.ledger) for column, text in texts.items() if column not in silent)
        words = " ".join((f"{speaker}row {row.ledger}", *keys))
        return self._try(words, row, []) or _Telling(words, ())

    def _read(self, words: str, row: Row) -> list[tuple[Draft, Row]]:
        step = read_step(self.number, words)
        place = Place(step.where, self.start, (row.occurred_at or self.start) - self.start, "")
        return [(draft, row_of(draft, self.scene, place, self.run)) for draft in drafts_of(step, self.scene)]

    def _mends(self, read: Row, row: Row) -> Iterator[str]:
        """Name the columns that came out different, as keys."""
        texts = self._texts(row)
        for column in COLUMNS[row.ledger]:
            if getattr(read, column.name) == getattr(row, column.name):
                continue
            entries = {key: text for key, text in texts.items() if key.partition(".")[0] == column.name}
            yield from (_key(key, text, row.ledger) for key, text in entries.items())
            if not entries:
                yield _key(column.name, None, row.ledger)

    def _texts(self, row: Row) -> dict[str, str]:
        """Write every column that is present."""
        at = row.occurred_at or self.start
        names = {
            column.name: str(value)
            for column in COLUMNS[row.ledger]
            if column.sql_type == "VARCHAR" and (value := getattr(row, column.name)) is not None
        }
        texts: dict[str, str] = {}
        for column in COLUMNS[row.ledger]:
            value = getattr(row, column.name)
            currency = self.scene.currency(names)
            if column.name == "presentment_amount":
                currency = names.get("presentment_currency") or currency
            if isinstance(value, dict):
                texts |= {f"{column.name}.{entry}": str(text) for entry, text in value.items()}
            elif value is not None:
                texts[column.name] = write_value(column, value, currency, at)
        return texts

    def _items(self, lines: list[Row]) -> list[str]:
        return [word for line in lines for word in _item(self._texts(line))]

    @staticmethod
    def _speaker(row: Row) -> str:
        """Name the source before the verb, unless it goes without saying."""
        if row.source == USUAL_SOURCE[row.ledger] or not SPEAKER.fullmatch(row.source) or row.source[:4] == "mail":
            return ""
        return f"{row.source}: "


def _ways(row: Row, texts: dict[str, str], scene: Scene) -> Iterator[str]:
    """Say a row in the words of every verb that fits, with and without `?`, from the fewest words to all."""
    doubts = ("", "?") if row.certainty == "possible" or texts.get("outcome") == "unknown" else ("",)
    if isinstance(row, Orders):
        yield from (_order_words(row, texts, []),)
    if isinstance(row, Lines):
        yield from (f"edit{doubt} {words}" for doubt in doubts for words in _edits(row, texts, scene))
    for verb in VERBS:
        if verb.shape != PLAIN or verb.ledger != row.ledger or not verb.fixed.items() <= texts.items():
            continue
        written = [slot.write(texts) for slot in verb.words]
        for length in range(verb.fewest, len(written) + 1):
            words = [quote(word) for word in written[:length] if word is not None]
            if len(words) == length:
                yield from (" ".join((verb.name + doubt, *words)) for doubt in doubts)


def _edits(row: Lines, texts: dict[str, str], scene: Scene) -> Iterator[str]:
    """Say a line as an edit: more units of a line that is known, or a new line."""
    units = f"{row.quantity:+d}"
    if row.line_id in scene.lines.get(row.order_id, {}):
        yield " ".join((quote(row.order_id), quote(row.line_id), units))
    sku, *price = _item(texts)
    yield " ".join((quote(row.order_id), f"+{sku}" if sku[0].isdigit() else sku, *price))


def _order_words(row: Row, texts: dict[str, str], items: list[str]) -> str:
    doubt = "?" if row.certainty == "possible" else ""
    return " ".join((f"place{doubt}", quote(texts["order_id"]), *items, texts["currency"]))


def _item(texts: dict[str, str]) -> list[str]:
    """Write `2xMUG` and its price."""
    return [quote(f"{texts['quantity']}x{texts['sku']}"), *([texts["unit_price"]] if "unit_price" in texts else [])]


def _lines_of(row: Row, rows: Sequence[Row]) -> list[Row]:
    """Find the lines that were placed with an order: same instant, row ids counting on from the order's."""
    if not isinstance(row, Orders):
        return []
    by_id = {each.row_id: each for each in rows if isinstance(each, Lines) and each.occurred_at == row.occurred_at}
    found: list[Row] = []
    for number in count(1):
        line = by_id.get(f"{row.row_id}.{number}")
        if line is None:
            return found
        found.append(line)
    return found


def _key(key: str, text: str | None, ledger: str) -> str:
    """Write a column as a key; absent is a key with nothing behind it."""
    name, dot, entry = shown_key(key, ledger).partition(".")
    shown = entry if _ENTRY.fullmatch(entry) else json.dumps(entry, ensure_ascii=False)
    return f"{name}{dot}{shown if dot else ''}={'' if text is None else quote(text)}"


def _scene_of(rows: Sequence[Row]) -> Scene:
    """Look through the rows for the currencies of orders and documents, as a reader looks through the story."""
    scene = Scene()
    named = ("order_id", "document_id", "currency")
    for ledger in ("orders", "documents"):
        for row in rows:
            if row.ledger == ledger:
                scene.expect(ledger, {each: getattr(row, each, None) for each in named})
    return scene
