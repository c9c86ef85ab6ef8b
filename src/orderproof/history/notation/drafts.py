"""From a step to drafts of rows: which ledger, and what the step, its keys and custom say about each column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orderproof.errors import NotationError
from orderproof.history.notation.grammar import EDIT, PLACE, ROW, USUAL_SOURCE, WAIT, Texts
from orderproof.history.notation.keys import BY_NAME, column_of
from orderproof.history.notation.scene import Scene
from orderproof.model.ledgers import LEDGERS
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from orderproof.history.notation.steps import Step

SHARED = (
    "certainty", "source", "occurred_at", "recorded_at", "observed_at", "asked_at", "command_id", "cause_id", "actor",
)  # fmt: skip
"""What a `place` says of its order holds for its lines too."""

_ITEM = re.compile(r"([+-]?[0-9]+)x(.+)", re.DOTALL | re.ASCII)
_UNITS = re.compile(r"[+-]?[0-9]+", re.ASCII)
_PRICE = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """A row still in words: column -> text."""

    ledger: str
    texts: Texts


def drafts_of(step: Step, scene: Scene) -> tuple[Draft, ...]:
    """Draft the rows of a step; NotationError when its words do not fit its verb."""
    shape = step.verb.shape
    if shape == WAIT:
        return ()
    if shape == PLACE:
        return _place(step, scene)
    if shape == EDIT:
        return (_complete(step, "lines", _edit(step, scene) | _keys(step, "lines"), scene),)
    if shape == ROW:
        ledger = _ledger(step)
        return (_complete(step, ledger, _keys(step, ledger), scene),)
    ledger = step.verb.ledger
    return (_complete(step, ledger, _words(step) | _keys(step, ledger), scene),)


def scene_of(steps: tuple[Step, ...]) -> Scene:
    """Look through a story for the currencies of its orders and documents, wherever in it they are told."""
    scene = Scene()
    for ledger in ("orders", "documents"):
        for step in steps:
            shape = step.verb.shape
            if shape == PLACE and ledger == "orders":
                scene.expect(ledger, _order(step)[0])
            elif shape == ROW and _ledger(step) == ledger:
                scene.expect(ledger, _keys(step, ledger))
            elif step.verb.ledger == ledger == "documents":
                scene.expect(ledger, _words(step) | _keys(step, ledger))
    return scene


def _complete(step: Step, ledger: str, said: Texts, scene: Scene) -> Draft:
    """Add what goes without saying; what is said wins."""
    verb = step.verb
    order = said.get("order_id") or ""
    number = str(scene.counts[ledger] + 1)
    usual = {
        column: text and text.replace("{order_id}", order).replace("{n}", number) for column, text in verb.usual.items()
    }
    if "currency" in BY_NAME[ledger] and ledger != "orders" and order:
        usual["currency"] = scene.of_order(order)
    envelope = {
        "source": step.source or USUAL_SOURCE[ledger],
        "row_id": f"s{step.number}",
        "occurred_at": "+0s",
    }
    unanswered = verb.unanswered if step.possible else {}
    return Draft(ledger, {**envelope, **usual, **verb.fixed, **unanswered, **said})


def _words(step: Step) -> dict[str, str | None]:
    """Read the positional words of a plain verb."""
    slots = step.verb.words
    if not step.verb.fewest <= len(step.words) <= len(slots):
        count = len(step.words)
        raise NotationError(
            f"`{step.verb.name}` has {count} word{'s' if count != 1 else ''}",
            step.where,
            f"Write `{step.verb.usage}` and the rest as key=value.",
        )
    texts: dict[str, str | None] = {}
    for slot, word in zip(slots, step.words, strict=False):
        texts |= slot.read(word)
    return texts


def _keys(step: Step, ledger: str) -> dict[str, str | None]:
    """Read the keys of a step as columns of a ledger."""
    texts: dict[str, str | None] = {}
    for key, text in step.keys.items():
        column = column_of(key, ledger, step.where)
        if column in texts:
            raise NotationError(f"`{key}=` tells {column} a second time", step.where, "Keep one of the two.")
        texts[column] = text
    return texts


def _ledger(step: Step) -> str:
    if len(step.words) != 1 or step.words[0] not in LEDGERS:
        named = step.words[0] if step.words else ""
        raise NotationError(f"`{named}` is no ledger", step.where, allowed_instead(named, LEDGERS))
    return step.words[0]


def _place(step: Step, scene: Scene) -> tuple[Draft, ...]:
    """Draft an order and its lines; keys are columns of the order, else of every line."""
    order, items, of_lines = _order(step)
    head = _complete(step, "orders", order, scene)
    drafts = [head]
    for number, item in enumerate(items, start=1):
        line = {column: order[column] for column in SHARED if column in order}
        line |= {"order_id": order["order_id"], "line_id": str(number), **item, **of_lines}
        line["row_id"] = f"{head.texts['row_id']}.{number}"
        if order.get("settles"):
            line["settles"] = f"{order['settles']}.{number}"
        drafts.append(_complete_line(step, line))
    return tuple(drafts)


def _complete_line(step: Step, said: Texts) -> Draft:
    unanswered = step.verb.unanswered if step.possible else {}
    source = step.source or USUAL_SOURCE["lines"]
    return Draft("lines", {"source": source, "occurred_at": "+0s", **unanswered, **said})


def _order(step: Step) -> tuple[dict[str, str | None], list[Texts], dict[str, str | None]]:
    """Read a `place`: the order's columns, its items, and the keys that are columns of lines only."""
    of_order: dict[str, str | None] = {}
    of_lines: dict[str, str | None] = {}
    for key, text in step.keys.items():
        try:
            of_order[column_of(key, "orders", step.where)] = text
        except NotationError as unknown:
            try:
                of_lines[column_of(key, "lines", step.where)] = text
            except NotationError:
                raise unknown from None
    words = list(step.words)
    if not words or ("currency" not in of_order and len(words) == 1):
        raise NotationError("the order or its currency is missing", step.where, f"Write `{step.verb.usage}`.")
    head: dict[str, str | None] = {"order_id": words.pop(0)}
    if "currency" not in of_order:
        head["currency"] = words.pop()
    items: list[Texts] = []
    while words:
        items.append(_item(words, step))
    return head | of_order, items, of_lines


def _item(words: list[str], step: Step) -> Texts:
    """Take `2xMUG` and, if one follows, its price off the words."""
    word = words.pop(0)
    found = _ITEM.fullmatch(word)
    if not found:
        mend = f"Write `{step.verb.usage}`, as in `{step.verb.example.partition(' |')[0]}`."
        raise NotationError(f"`{word}` is no item", step.where, mend)
    price = words.pop(0) if words and _PRICE.fullmatch(words[0]) else None
    return {"sku": found[2], "quantity": found[1], "unit_price": price}


def _edit(step: Step, scene: Scene) -> dict[str, str | None]:
    """Read an `edit`: units of a line that exists (its SKU and price stay), or a new line."""
    if len(step.words) not in (2, 3):
        raise NotationError("an edit names an order and a line", step.where, f"Write `{step.verb.usage}`.")
    order, *rest = step.words
    known = scene.lines.get(order, {})
    if len(rest) > 1 and rest[0] in known and _UNITS.fullmatch(rest[1]):
        return {"order_id": order, "line_id": rest[0], "quantity": rest[1], **known[rest[0]]}
    if _UNITS.fullmatch(rest[0]):
        lines = ", ".join(known) or "none"
        raise NotationError(f"`{rest[0]}` is no line of {order}", step.where, f"Lines so far: {lines}.")
    item = _item(rest, step)
    if rest:
        raise NotationError(f"`{rest[0]}` is no price", step.where, "Write a decimal, as in `2.00`.")
    return {"order_id": order, "line_id": scene.next_line(order), **item}
