"""The same answers on a terminal: tables and colours where somebody watches, plain text of 80 columns elsewhere."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, Group
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from orderproof.model.verdict import Verdict
from orderproof.report.summary import LEGEND, cell_text, doubt_text
from orderproof.report.wording import accepted_words, figure, instant, moneys, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import RenderableType
    from rich.progress import TaskID

    from orderproof.model.verdict import Judgement, RuleVerdict
    from orderproof.report.digest import Cell, Digest
    from orderproof.report.digest import Group as Broken

PLAIN_COLUMNS = 80
COLOURS = {
    Verdict.HOLDS: "green",
    Verdict.BROKEN: "bold red",
    Verdict.UNKNOWN: "yellow",
    Verdict.NOT_EXERCISED: "dim",
    Verdict.NOT_APPLICABLE: "dim",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where answers are shown: a file, and whether somebody watches it."""

    file: TextIO
    watched: bool

    def show(self, *parts: RenderableType) -> None:
        """Print renderables: as they are on a terminal; without colour, boxes and trailing blanks elsewhere."""
        if self.watched:
            Console(file=self.file, highlight=False, markup=False, emoji=False).print(Group(*parts))
            return
        held = StringIO()
        console = Console(
            file=held, width=PLAIN_COLUMNS, color_system=None, force_terminal=False, force_jupyter=False, markup=False,
            highlight=False, emoji=False, legacy_windows=False,
        )  # fmt: skip
        console.print(Group(*parts))
        self.file.write("".join(f"{line.rstrip()}\n" for line in held.getvalue().splitlines()))


def sheet_of(file: TextIO) -> Sheet:
    """Tell whether a stream is a terminal that can show more than plain text."""
    return Sheet(file, watched=file.isatty() and os.environ.get("TERM") != "dumb")


def show_judgement(sheet: Sheet, digest: Digest) -> None:
    """Show an audit's answers: the worst last thing to scroll away, the totals at the end."""
    judgement = digest.judgement
    parts: list[RenderableType] = [_grid(digest), *_stops(digest)]
    parts += section("Findings, worst first", map(_broken, digest.groups))
    parts += section("Rule, mapping or convention?", map(_broken, digest.suspects))
    parts += section("In doubt", map(_reason, digest.in_doubt))
    parts += section("Not exercised", map(_reason, digest.not_exercised))
    parts += section("Not applicable", map(_reason, digest.not_applicable))
    parts += section("Witnesses, and what was cut", (_hung(one_line(each)) for each in judgement.notes))
    parts += section("Totals", _totals(digest))
    sheet.show(*parts)


@contextmanager
def progress_on(sheet: Sheet) -> Iterator[Callable[[str, int, int], None]]:
    """Give the callable that an audit tells its stages: (stage, done, total). Silent where nobody watches."""
    if not sheet.watched:
        yield lambda _stage, _done, _total: None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sheet.file), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                for task in bars.tasks:
                    bars.update(task.id, completed=task.total)
                tasks[stage] = bars.add_task(one_line(stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell


def heading(text: str) -> Text:
    """Set a section's heading, an empty line above it."""
    return Text(f"\n{text}", style="bold")


def table(head: Sequence[str], rows: Iterable[Sequence[str | Text]], right: Iterable[int] = ()) -> Table:
    """Set a table without boxes; the columns numbered in `right` are figures."""
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    figures = set(right)
    for position, each in enumerate(head):
        grid.add_column(Text(each), justify="right" if position in figures else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(each if isinstance(each, Text) else Text(one_line(each)) for each in row))
    return grid


def section(title: str, lines: Iterable[RenderableType]) -> list[RenderableType]:
    """Set a heading over lines; nothing at all where there are no lines."""
    told = list(lines)
    return [heading(title), *told] if told else []


def indented(text: str, columns: int = 2) -> Padding:
    """Set a paragraph some columns in; words too long for a line are folded."""
    return Padding(Text(text, overflow="fold"), (0, 0, 0, columns))


def _grid(digest: Digest) -> Group:
    head = ("", *(cell.kind for cell in digest.grid[0]))
    rows: list[tuple[str | Text, ...]] = [(row[0].pillar, *map(_cell, row)) for row in digest.grid]
    rows.append(("evidence", _cell(digest.evidence)))
    judgement = digest.judgement
    title = f"{one_line(judgement.source)}, as of {instant(judgement.as_of)}"
    legend = Text(f"rules: {LEGEND}", style="dim")
    return Group(Text(title, style="bold"), legend, table(head, rows))


def _cell(cell: Cell) -> Text:
    worst = next((each for each in (Verdict.BROKEN, Verdict.UNKNOWN, Verdict.HOLDS) if cell.counts[each]), None)
    return Text(cell_text(cell).replace(" ", ""), style="dim" if worst is None else COLOURS[worst])


def _stops(digest: Digest) -> list[RenderableType]:
    if not digest.stops:
        return []
    rows = [(each.handoff, figure(each.orders), figure(each.findings)) for each in digest.stops]
    return [heading("Where broken orders stopped"), table(("handoff", "orders", "findings"), rows, right=(1, 2))]


def _broken(group: Broken) -> Group:
    rule = group.rule
    title = Text.assemble((f"{rule.severity} {one_line(rule.rule)}", COLOURS[Verdict.BROKEN]))
    figures = [f"{figure(rule.broken)} of {figure(rule.subjects)} broken"]
    figures += [f"{figure(rule.unknown)} unknown"] if rule.unknown else []
    figures += [f"{figure(rule.accepted)} accepted"] if rule.accepted else []
    figures += [f"{moneys(rule.at_risk)} at risk"] if rule.at_risk else []
    figures += [f"{figure(group.kept)} kept"] if group.kept < rule.broken else []
    lines: list[RenderableType] = [title]
    lines += [indented(group.statement)] if group.statement else []
    lines += [indented(f"{rule.kind}, at {rule.handoff}: {', '.join(figures)}")]
    lines += [indented(one_line(rule.reason))] if rule.reason else []
    for told in group.told:
        lines += [indented(f"{told.roles}: {one_line(told.finding.says)} [{told.finding.fingerprint}]", 4)]
        if told.finding.accepted is not None:
            lines += [indented(accepted_words(told.finding.accepted), 6)]
    return Group(*lines)


def _reason(rule: RuleVerdict) -> Table:
    said = doubt_text(rule) if rule.verdict is Verdict.UNKNOWN else rule.reason
    return _hung(one_line(f"{rule.rule}: {said}" if said else rule.rule))


def _totals(digest: Digest) -> list[RenderableType]:
    judgement: Judgement = digest.judgement
    orders = judgement.orders
    spoken = [
        Text(f"{figure(digest.totals[each])} {each.value}", style=COLOURS[each] if digest.totals[each] else "dim")
        for each in Verdict
    ]
    kept = f"{figure(orders.perfect)} perfect, {figure(orders.imperfect)} imperfect, {figure(orders.unknown)} unknown"
    lines: list[RenderableType] = [
        Text("rules: ").append(Text(", ").join(spoken)),
        Text(f"orders: {kept}"),
        Text(f"money at risk: {moneys(judgement.money_at_risk) or 'none found'}"),
    ]
    if judgement.failed:
        lines.append(Text(f"failed by our own fault: {', '.join(judgement.failed)}. Please report them.", "bold red"))
    if judgement.must_exercise_missed:
        missed = ", ".join(judgement.must_exercise_missed)
        lines.append(Text(f"must be exercised but was not: {missed}", "bold yellow"))
    return lines


def _hung(text: str) -> Table:
    """Set a list item: its lines stand beside the dash, not under it."""
    item = Table.grid(padding=(0, 1, 0, 0))
    item.add_column()
    item.add_column(overflow="fold")
    item.add_row("-", Text(text))
    return item
