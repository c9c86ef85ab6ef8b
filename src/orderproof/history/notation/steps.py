"""A story taken apart: its steps, and in each step the source, the verb, the words, the keys and the time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orderproof.errors import NotationError
from orderproof.history.notation.clock import Moment, lay_out, read_duration, read_moment
from orderproof.history.notation.verbs import find_verb
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from datetime import timedelta

    from orderproof.history.notation.grammar import Verb

SOURCES = ("system", "gateway", "warehouse", "carrier", "inbox", "marketplace", "finance", "driver")
"""Who may speak before a verb, alone or with a name: `system: capture A 10.00`, `gateway:adyen: capture A 10.00`."""
SPOKEN = {"mail": "inbox"}
"""Other words for a source."""
SPEAKER = re.compile(rf"({'|'.join((*SOURCES, *SPOKEN))})((?::[\w.-]+)?)")

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PIECES = re.compile(rf'{_QUOTED}|[^|"]+|\||"')
_WORDS = re.compile(rf'(?:{_QUOTED}|[^\s"])+')
_KEY = re.compile(rf"([A-Za-z_]+)((?:\.(?:{_QUOTED}|[\w-]+))?)=(.*)", re.DOTALL)
_PLAIN = re.compile(r"[\w.:/+-]+(?:@[\w.:/+-]+)?")


@dataclass(frozen=True, slots=True)
class Step:
    """One step as written. `keys`: name as written (`told.total` for an entry of a map) -> text, None for "absent"."""

    number: int
    text: str
    source: str | None
    verb: Verb
    possible: bool
    words: tuple[str, ...]
    keys: dict[str, str | None]
    moment: Moment | None

    @property
    def where(self) -> str:
        """Name the step in an error."""
        return f"step {self.number} `{self.text}`"


def split_story(text: str) -> tuple[Step, ...]:
    """Take a story apart; NotationError for a step that is empty, has no known verb or is ill-formed."""
    parts, open_part = [], ""
    for piece in _PIECES.findall(text):
        if piece == '"':
            raise NotationError("a quotation mark is never closed", f"`{text}`", 'Close it, or write it as \\".')
        if piece == "|":
            parts.append(open_part)
            open_part = ""
        else:
            open_part += piece
    return tuple(read_step(number, part.strip()) for number, part in enumerate((*parts, open_part), start=1))


def read_step(number: int, text: str) -> Step:
    """Read one step."""
    where = f"step {number} `{text}`"
    raw = _WORDS.findall(text)
    source = _source(raw.pop(0)[:-1], where) if raw and raw[0].endswith(":") else None
    if not raw:
        raise NotationError("the step is empty", where, "Write a verb and its words, as in `capture A 10.00`.")
    named = raw.pop(0)
    words: list[str] = []
    keys: dict[str, str | None] = {}
    moment: Moment | None = None
    for word in raw:
        if word.startswith("@"):
            if moment:
                raise NotationError(f"`{word}` is a second time", where, "Give a step one time.")
            moment = read_moment(word[1:], where)
        elif found := _KEY.fullmatch(word):
            name = unquote(found[1] + found[2], where)
            if name in keys:
                raise NotationError(f"`{name}=` stands twice", where, "Keep one of the two.")
            keys[name] = unquote(found[3], where) if found[3] else None
        else:
            words.append(unquote(word, where))
    verb = find_verb(named.removesuffix("?"), tuple(words), where)
    step = Step(number, text, source, verb, named.endswith("?"), tuple(words), keys, moment)
    return _waiting(step) if verb.name == "wait" else step


def offsets_of(steps: tuple[Step, ...]) -> tuple[timedelta, ...]:
    """Place the steps on the story's time line; zero is the story's start."""
    return lay_out(step.moment for step in steps)


def quote(text: str) -> str:
    """Write a word so that it reads back as one: quoted where it must be."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def unquote(text: str, where: str) -> str:
    """Read a word that may be quoted, or partly."""
    try:
        return re.sub(_QUOTED, lambda found: str(json.loads(found[0], strict=False)), text)
    except ValueError as fault:
        raise NotationError(f"`{text}` is not quoted as JSON quotes", where, 'Write \\" and \\\\ inside.') from fault


def _source(text: str, where: str) -> str:
    found = SPEAKER.fullmatch(text)
    if not found:
        mend = allowed_instead(text.partition(":")[0], (*SOURCES, *SPOKEN))
        raise NotationError(f"`{text}:` is no source", where, mend)
    return SPOKEN.get(found[1], found[1]) + found[2]


def _waiting(step: Step) -> Step:
    """Turn `wait 3d` into a step 3 days after the one before it."""
    if len(step.words) != 1 or step.keys or step.moment or step.source or step.possible:
        raise NotationError("`wait` takes a duration and nothing else", step.where, "Write `wait 3d`.")
    length = read_duration(step.words[0], step.where)
    return Step(step.number, step.text, None, step.verb, False, (), {}, Moment(length, after_step=True))  # noqa: FBT003
