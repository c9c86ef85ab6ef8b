"""`orderproof audit`: judge recorded orders, show the answers, keep them for later."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer

from orderproof.errors import InputError
from orderproof.report.exits import exit_code_of

if TYPE_CHECKING:
    from orderproof.model.verdict import Judgement
    from orderproof.session import AuditRequest

MEMORY = re.compile(r"\d+(\.\d+)? ?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)", re.ASCII)


def audit(
    source: Annotated[
        str,
        typer.Argument(
            help="Folder or file of recorded orders, a recorded history, or the URL of a PostgreSQL database."
        ),
    ],
    *,
    mapping: Annotated[str | None, typer.Option(help="Name of a built-in mapping, or a folder of your own.")] = None,
    profile: Annotated[Path | None, typer.Option(help="Profile to use instead of the mapping's or history's.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="UTC time at which to judge; else the profile's, else the latest recorded.")
    ] = None,
    rules: Annotated[list[Path] | None, typer.Option(help="Folder with rules of your own; may be repeated.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Pillar or rule to judge by; may be repeated.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the answer files.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="File of known findings that do not fail; `orderproof baseline` writes one.")
    ] = None,
    since: Annotated[
        Path | None, typer.Option(help="Folder of an earlier audit: look at what changed since; implies --remember.")
    ] = None,
    remember: Annotated[bool, typer.Option("--remember", help="Keep in --out what a later `--since` needs.")] = False,
    memory: Annotated[str | None, typer.Option(help="Memory to use at most, like 4GB; the rest spills.")] = None,
    engine: Annotated[str, typer.Option(help="Where to judge: duckdb, or spark (needs the extra `spark`).")] = "duckdb",
    spark_master: Annotated[
        str | None, typer.Option(help="Spark's master, like spark://host:7077; else spark-submit's, else local[*].")
    ] = None,
    spark_conf: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="A setting of Spark's; may be repeated.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print verdicts.json instead of the report.")] = False,
) -> int:
    """Judge recorded orders by the rulebook.

    Shows every order that broke a promise, in words, with what it cost.
    """
    from orderproof.history.sources import source_of  # noqa: PLC0415 - loads the engine
    from orderproof.session import AuditRequest  # noqa: PLC0415
    from orderproof.session.engines import EngineChoice  # noqa: PLC0415

    if since is not None and not since.is_dir():
        raise InputError("there is no such folder", f"--since {since}", "Give the --out folder of an earlier audit.")
    if remember and out is None:
        raise InputError("there is nowhere to remember it", "--remember", "Give --out a folder as well.")
    request = AuditRequest(
        source=source_of(source),
        mapping=mapping,
        profile=profile,
        as_of=None if as_of is None else moment(as_of),
        rules=tuple(rules or ()),
        only=tuple(only or ()),
        out=out,
        baseline=baseline,
        since=since,
        remember=remember,
        engine=EngineChoice(
            engine,
            None if memory is None else memory_limit(memory),
            spark_master,
            tuple(map(setting, spark_conf or ())),
        ),
    )
    return exit_code_of(judge_and_show(request, json=json))


def judge_and_show(request: AuditRequest, *, json: bool) -> Judgement:
    """Judge and show the answers on stdout, with progress on stderr."""
    from orderproof import session  # noqa: PLC0415 - loads the engine
    from orderproof.report import answers, terminal  # noqa: PLC0415 - loads rich
    from orderproof.report.digest import digest  # noqa: PLC0415
    from orderproof.rulebook.book import load_book  # noqa: PLC0415

    with terminal.progress_on(terminal.sheet_of(sys.stderr)) as progress:
        judgement = session.audit(request, progress)
    if json:
        sys.stdout.write(answers.verdicts_json(judgement))
    else:
        statements = {name: rule.statement for name, rule in load_book(request.rules).rules.items()}
        terminal.show_judgement(terminal.sheet_of(sys.stdout), digest(judgement, statements))
        if request.out is not None:
            sys.stdout.write(f"answers: {request.out}; `orderproof explain FINGERPRINT --run {request.out}`\n")
    return judgement


def moment(text: str) -> datetime:
    """Read an ISO 8601 time as UTC; a time without a zone is UTC."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as fault:
        raise InputError(
            f"`{text}` is no time", "--as-of", "Write it like 2018-10-17 or 2018-10-17T08:30:00Z."
        ) from fault
    return read if read.tzinfo is None else read.astimezone(UTC).replace(tzinfo=None)


def memory_limit(text: str) -> str:
    """Check an amount of memory, like 4GB."""
    if not MEMORY.fullmatch(text):
        raise InputError(f"`{text}` is no amount of memory", "--memory", "Write it like 512MB or 4GB.")
    return text


def setting(text: str) -> tuple[str, str]:
    """Read one of Spark's settings, like spark.executor.memory=4g."""
    key, given, value = text.partition("=")
    if not given or not key.startswith("spark."):
        raise InputError(
            f"`{text}` is no setting of Spark's", "--spark-conf", "Write it like spark.executor.memory=4g."
        )
    return key, value
