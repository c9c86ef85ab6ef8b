"""report.html: the page for a browser, in one file that asks nothing of any network and runs no script.

Whatever comes from data or rules is escaped, and what would steer a reader is spelled out; only templates are markup.
A content policy in the page forbids scripts, and every style but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from orderproof.model.verdict import Verdict
from orderproof.model.words import HANDOFFS
from orderproof.report.campaign import milliseconds
from orderproof.report.lanes import LANES
from orderproof.report.summary import doubt_text
from orderproof.report.wording import accepted_words, figure, instant, money, moneys, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template

    from orderproof.audit.handoffs import Count, Passage
    from orderproof.report.campaign import Campaign
    from orderproof.report.digest import Digest, Stop
    from orderproof.report.exhibit import Exhibit

STYLES = ("theme.css", "layout.css", "parts.css", "timeline.css", "print.css")
BAR = 1000
"""Width of a bar in units of its own drawing."""
_NAME = re.compile(r"[a-z0-9_/-]+")


@dataclass(frozen=True, slots=True)
class Matter:
    """What the page shows beside the digest: exhibits by fingerprint, what passed the handoffs, the campaign.

    `customers` says by rule what its breach means for a customer.
    """

    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    passages: Sequence[Passage] = ()
    customers: Mapping[str, str] = field(default_factory=dict)
    campaign: Campaign | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One handoff as a row: who came and got past where that is known, and the broken orders that stopped there."""

    handoff: str
    passage: Passage | None
    stop: Stop | None


@dataclass(frozen=True, slots=True)
class Share:
    """A piece of a bar: what it stands for, how much of it there is, from where and how far it is drawn."""

    name: str
    count: int
    start: int
    width: int


def webpage(digest: Digest, matter: Matter, version: str) -> str:
    """Write the page. No clock: the same history gives the same page."""
    style = _style()
    orders = digest.judgement.orders
    return _template().render(
        d=digest,
        j=digest.judgement,
        m=matter,
        V=Verdict,
        lanes=LANES,
        steps=steps(digest.stops, matter.passages),
        orders_bar=shares({"perfect": orders.perfect, "imperfect": orders.imperfect, "unknown": orders.unknown}),
        rules_bar=shares({_class(each): digest.totals[each] for each in Verdict}),
        bar_width=BAR,
        style=style,
        policy=policy(style),
        version=version,
        as_of=instant(digest.judgement.as_of),
    )


def policy(style: str) -> str:
    """Write the page's content policy: nothing is loaded, no script runs, and no style but this one counts."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def steps(stops: Sequence[Stop], passages: Sequence[Passage]) -> tuple[Step, ...]:
    """Bring together, handoff by handoff, what passed and what stopped."""
    stopped = {each.handoff: each for each in stops}
    passed = {each.handoff: each for each in passages}
    return tuple(Step(name, passed.get(name), stopped.get(name)) for name in HANDOFFS)


def shares(counts: Mapping[str, int]) -> tuple[Share, ...]:
    """Part a bar of `BAR` units by counts; what there is at all is drawn, however little it is."""
    total = sum(counts.values())
    there = {name: count for name, count in counts.items() if count}
    least = BAR // 100
    spare = BAR - least * len(there)
    found: list[Share] = []
    start = 0
    for place, (name, count) in enumerate(there.items(), start=1):
        width = least + spare * count // total if place < len(there) else BAR - start
        found.append(Share(name, count, start, width))
        start += width
    return tuple(found)


def count_text(count: Count | None) -> str:
    """Spell how many orders: a range where some are in doubt, `unknown` where no ledger shows it."""
    if count is None:
        return "unknown"
    if count.most is None:
        return f"at least {figure(count.least)}"
    if count.least == count.most:
        return figure(count.least)
    return f"{figure(count.least)} to {figure(count.most)}"


def anchor(name: str) -> str:
    """Give a rule its place in the page: its name, or a digest of it where the name holds what an address cannot."""
    return name if _NAME.fullmatch(name) else "rule-" + hashlib.sha256(one_line(name).encode()).hexdigest()[:12]


@cache
def _style() -> str:
    folder = files("orderproof.report") / "templates" / "page"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("orderproof.report"),
        autoescape=True,
        finalize=_final,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "figure": figure,
        "money": money,
        "moneys": moneys,
        "count": count_text,
        "accepted": accepted_words,
        "doubt": doubt_text,
        "kind": _class,
        "anchor": anchor,
        "judged": _judged,
        "ms": milliseconds,
    }
    return environment.get_template("page/report.html.j2")


def _final(value: object) -> object:
    """Leave markup and the templates' own text as they are; of all else, spell out what would steer a reader."""
    return value if hasattr(value, "__html__") else one_line(value)


def _class(verdict: Verdict) -> str:
    """Name a verdict as the style sheet does: not-exercised."""
    return verdict.value.replace(" ", "-")


def _judged(rules: Mapping[Verdict, int]) -> int:
    """Count the rules of a cell that anybody came under."""
    return rules[Verdict.HOLDS] + rules[Verdict.BROKEN] + rules[Verdict.UNKNOWN]
