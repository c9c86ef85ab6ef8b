"""summary.md: the page for people. Whatever comes from data or rules is escaped; only the template is markup."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from orderproof.model.verdict import Verdict
from orderproof.report.campaign import milliseconds
from orderproof.report.wording import Markdown, accepted_words, escaped, figure, instant, moneys

if TYPE_CHECKING:
    from jinja2 import Template

    from orderproof.model.verdict import RuleVerdict
    from orderproof.report.campaign import Campaign
    from orderproof.report.digest import Cell, Digest

LEGEND = "holds / broken / unknown / not exercised / not applicable"


def summary(digest: Digest, version: str, campaign: Campaign | None = None) -> str:
    """Write the page as GitHub flavoured Markdown. No clock: the same history gives the same page."""
    text = _template().render(
        d=digest,
        j=digest.judgement,
        V=Verdict,
        legend=LEGEND,
        version=version,
        as_of=instant(digest.judgement.as_of),
        campaign=campaign,
    )
    return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"


def cell_text(cell: Cell) -> str:
    """Spell a cell of the grid: its five counts in the order of the legend, a dash where there is no rule."""
    if not any(cell.counts.values()):
        return "-"
    return " / ".join(str(cell.counts[each]) for each in Verdict)


def doubt_text(rule: RuleVerdict) -> str:
    """Say how much is in doubt under a rule, and why where that is known."""
    return rule.reason or f"{figure(rule.unknown)} of {figure(rule.subjects)} in doubt"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("orderproof.report"),
        autoescape=False,  # noqa: S701 - `finalize` escapes every expression, for Markdown as well as for HTML
        finalize=_final,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "figure": figure,
        "moneys": moneys,
        "cell": _marked_cell,
        "code": _code,
        "doubt": doubt_text,
        "accepted": accepted_words,
        "ms": milliseconds,
    }
    return environment.get_template("summary.md.j2")


def _final(value: object) -> str:
    return value if isinstance(value, Markdown) else escaped(value)


def _marked_cell(cell: Cell) -> Markdown:
    text = cell_text(cell)
    return Markdown(f"**{text}**" if cell.counts[Verdict.BROKEN] else text)


def _code(fingerprint: str) -> Markdown:
    """Set hex digits as code; anything else a backtick could end is left to the escaping."""
    return Markdown(f"`{fingerprint}`" if fingerprint.isalnum() else escaped(fingerprint))
