"""The page docs/notation.md, read off the table of verbs."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from orderproof.history.notation.clock import UNITS
from orderproof.history.notation.grammar import ROW, USUAL_SOURCE, Verb
from orderproof.history.notation.keys import ENDINGS, NAMES, SHORT, TOLD_NAMES, shown_key
from orderproof.history.notation.scene import NO_CURRENCY
from orderproof.history.notation.steps import SOURCES
from orderproof.history.notation.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORDER, _COUNT = "{order_id}", "{n}"


def _listed(lead: str, words: Iterable[str], end: str = "", indent: str = "  ") -> str:
    """Write a list of words in code, broken into lines as the rest of the page is."""
    text = f"{lead}{', '.join(f'`{word}`' for word in words)}{end}"
    return fill(text, 118, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


_NAMED = " or one of these with a name, as in `gateway:adyen:`; `mail:` is the inbox."
_SHORT = ", ".join(f"`{short}=` is `{names[0]}`" for short, names in SHORT.items())
_GRAMMAR = f"""\
# Histories as one-line stories

Written by `make docs` from `src/orderproof/history/notation`; do not edit.

Tests, rule cases and reports tell a history in one line:

    place A 2xMUG 10.00 EUR | authorize A 20.00 | capture A 20.00 @+2d | ship A 1 | capture? A 5.00

Steps stand between `|`. A step is

    [SOURCE:] VERB[?] WORDS... [KEY=VALUE ...] [@TIME]

- **`?`** marks what an unanswered command may have caused: the row is *possible*. A later row with `settles=s3` settles
  the possible row of the third step (with `certainty=void`: it did not happen).
{_listed("- **Source**: ", (f"{each}:" for each in SOURCES), _NAMED)}
  Where a step names nobody, the ledger's usual witness speaks (third column below). So `system: capture A 10.00` is the
  system's *claim* of a capture, and `capture A 10.00` is the gateway's *fact*.
- **Time**: a step is one minute after the one before it. `@+2d` is two days after it, `@+0s` the same instant, `@-5m`
  before it, `@2d` two days after the story's start. Units are {" ".join(f"`{each}`" for each in UNITS)}: `1d2h`,
  `1m30s`, `250ms`. `wait 3d` lets time pass. The last instant of the story is the instant it is judged at.
- **Keys** are columns of the ledger (docs/ledgers.md), those of the envelope too.
{_listed("  The endings ", ENDINGS, " may be dropped: `refund=` is `refund_id`. Besides,", "  ")}
  {fill(_SHORT, 116, subsequent_indent="  ")}.
  A key with nothing behind it makes the column absent: `payment=`. A key wins over a word.
- **Times as values**: `expires=+7d` is seven days after the step, `expires=7d` seven days after the story's start.
- **Money** is decimal and in the currency of its order or document ({NO_CURRENCY} where nobody placed the order).
- **Facts in a map**: `told.total=20.00` in a notice, `arguments.reason=fraud` in a command; kept as text.
- **Quotes**: a word or a value with blanks or signs in it stands in double quotes: `reason="too late"`.
- **Row ids** are `s1`, `s2`, ... by step; the lines of a `place` are `s1.1`, `s1.2`, ...

`parse_story` takes a prefix that is put before every name of an object, so that many stories can live in one history
without meeting:
{_listed("", (*sorted(NAMES), *sorted(TOLD_NAMES)), ".", "")}

"""
_HEAD = """## Verbs

| verb | ledger | who speaks | what goes without saying | what it says, and an example |
|---|---|---|---|---|
"""


def notation_page() -> str:
    """Write the page: the grammar, then a row for every verb."""
    return _GRAMMAR + _HEAD + "".join(map(_row, VERBS))


def _row(verb: Verb) -> str:
    """Write a verb's row."""
    ledger = verb.ledger or ("any" if verb.shape == ROW else "-")
    source = USUAL_SOURCE.get(verb.ledger, "its ledger's" if verb.shape == ROW else "-")
    silent = ((shown_key(column, verb.ledger), text or "") for column, text in {**verb.fixed, **verb.usual}.items())
    shown = ", ".join(f"`{key}={text.replace(_ORDER, 'ORDER').replace(_COUNT, '1, 2, ...')}`" for key, text in silent)
    cells = (f"`{verb.usage}`", ledger, source, shown, f"{verb.says}: `{verb.example}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
