"""A story read: one line of notation becomes rows of ledgers, as tests and reports tell them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from orderproof.errors import NotationError
from orderproof.history.notation.drafts import Draft, drafts_of, scene_of
from orderproof.history.notation.keys import BY_NAME, is_name, shown_key
from orderproof.history.notation.steps import offsets_of, split_story
from orderproof.history.notation.values import Place, Value, read_value
from orderproof.model.ledgers import LEDGERS

if TYPE_CHECKING:
    from datetime import datetime

    from orderproof.history.notation.scene import Scene
    from orderproof.model.columns import Column
    from orderproof.model.ledgers.envelope import Row


def parse_story(text: str, *, run: str, ends_at: datetime, prefix: str = "") -> tuple[Row, ...]:
    """Read a story into rows, in the order told; its last instant is `ends_at`.

    `prefix` is put before every name of an object, so that many stories can live in one history without meeting.
    NotationError names the step, the word and what is allowed. docs/notation.md has the verbs.
    """
    steps = split_story(text)
    offsets = offsets_of(steps)
    start = ends_at - max(offsets, default=timedelta(0))
    scene = scene_of(steps)
    rows: list[Row] = []
    for step, offset in zip(steps, offsets, strict=True):
        place = Place(step.where, start, offset, prefix)
        for draft in drafts_of(step, scene):
            rows.append(row_of(draft, scene, place, run))
            scene.remember(draft.ledger, draft.texts)
    return tuple(rows)


def row_of(draft: Draft, scene: Scene, place: Place, run: str) -> Row:
    """Read a draft's texts into a row."""
    columns = BY_NAME[draft.ledger]
    values: dict[str, Value] = {"run": run}
    for key, text in draft.texts.items():
        name, dot, entry = key.partition(".")
        if text is None:
            values[name] = None
        elif dot:
            told = place.prefix + text if is_name(key) else text
            entries = values.setdefault(name, {})
            if isinstance(entries, dict):
                entries[entry] = told
        else:
            values[name] = read_value(columns[name], text, currency_of(columns[name], draft, scene), place)
    for column in columns.values():
        if column.required and values.get(column.name, column.envelope or None) is None:
            shown = shown_key(column.name, draft.ledger)
            raise NotationError(f"{column.name} is missing", place.where, f"Add `{shown}=` ({column.says}).")
    return LEDGERS[draft.ledger](**values)  # type: ignore[arg-type]  # read_value has made every value its column's


def currency_of(column: Column, draft: Draft, scene: Scene) -> str:
    """Tell what a column's money is in."""
    if column.name == "presentment_amount":
        return draft.texts.get("presentment_currency") or scene.currency(draft.texts)
    return scene.currency(draft.texts)
