"""`orderproof rules`: the rulebook by pillar and kind, or one rule's page."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from orderproof.errors import InputError
from orderproof.model.suggestion import allowed_instead
from orderproof.report.exits import NOTHING_BROKEN


def rules(
    rule: Annotated[str | None, typer.Argument(help="A rule's name, like money/refund-exceeds-capture.")] = None,
    rules: Annotated[list[Path] | None, typer.Option(help="Folder with rules of your own; may be repeated.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """List the rulebook, or show one rule.

    The list goes by pillar and kind; a rule's page has its promise, header, SQL and cases.
    """
    from orderproof.report import pages  # noqa: PLC0415 - loads rich
    from orderproof.report.answers import page_of  # noqa: PLC0415
    from orderproof.report.terminal import sheet_of  # noqa: PLC0415
    from orderproof.rulebook.book import load_book  # noqa: PLC0415

    book = load_book(rules or ()).rules
    if rule is None:
        if json:
            sys.stdout.write(page_of([pages.rule_form(each) for each in pages.in_rulebook_order(book.values())]))
        else:
            pages.show_rules(sheet_of(sys.stdout), book.values())
        return NOTHING_BROKEN
    if rule not in book:
        raise InputError(f"there is no rule {rule!r}", f"rules {rule}", allowed_instead(rule, book))
    cases = pages.cases_of(book[rule])
    if json:
        sys.stdout.write(page_of(pages.rule_page_form(book[rule], cases)))
    else:
        pages.show_rule(sheet_of(sys.stdout), book[rule], cases)
    return NOTHING_BROKEN
