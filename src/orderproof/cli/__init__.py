"""The command line: every command by its name, every end of it as an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from orderproof import __version__
from orderproof.cli import audit, baseline, defects, demo, explain, export, known_bugs, mappings, play, rules, systems
from orderproof.errors import InputError, OwnFault
from orderproof.report.exits import BAD_INPUT, EXIT_CODES, INTERRUPTED, NOTHING_BROKEN, OWN_FAULT
from orderproof.report.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

DEBUG = "ORDERPROOF_DEBUG"
PIPE_CLOSED = 141
"""What a shell reports of a program that wrote into a closed pipe; nothing of ours went wrong."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Proves, order by order, that customers got what they were told.",
    epilog="Exit codes: " + "; ".join(f"{code} {says}" for code, says in EXIT_CODES.items()) + ".",
)
app.command("audit")(audit.audit)
app.command("baseline")(baseline.baseline)
app.command("rules")(rules.rules)
app.command("mappings")(mappings.mappings)
app.command("explain")(explain.explain)
app.command("export")(export.export)
app.command("demo")(demo.demo)
app.command("run")(play.play)
app.command("systems")(systems.systems)
app.command("defects")(defects.defects)
app.command("known-bugs")(known_bugs.known_bugs)


@app.callback(invoke_without_command=True)
def orderproof(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help=f"Show the traceback of our own faults (or set {DEBUG}=1).")
    ] = False,
) -> None:
    """Prove, order by order, that customers got what they were told."""
    if debug:
        os.environ[DEBUG] = "1"
    if version:
        sys.stdout.write(f"orderproof {__version__}\n")
        raise typer.Exit(NOTHING_BROKEN)
    if context.invoked_subcommand is None:
        sys.stderr.write(f"{context.get_help()}\n")
        raise typer.Exit(BAD_INPUT)


def main() -> None:
    """Run the command that the shell gave and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command: its exit code, with one sentence on stderr where it could not do what was asked."""
    _speak_any_text()
    try:
        code = get_command(app).main(list(arguments), prog_name="orderproof", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        return _end(INTERRUPTED, "interrupted")
    except InputError as fault:
        return _end(BAD_INPUT, one_line(fault))
    except BrokenPipeError:
        return _leave_pipe()
    except SystemExit as end:  # typer met the closed pipe first
        return _leave_pipe() if end.code else NOTHING_BROKEN
    except Exception as fault:  # noqa: BLE001 - the last door: whatever else goes wrong is our own fault
        return _usage(fault) if hasattr(fault, "format_message") else _own_fault(fault)
    return code if isinstance(code, int) else NOTHING_BROKEN


def _usage(fault: Exception) -> int:
    """Say what is wrong with the command line: typer's own sentence, and where help is."""
    context = getattr(fault, "ctx", None)
    command = context.command_path if context is not None else "orderproof"
    says = one_line(getattr(fault, "format_message", lambda: fault)())
    stop = "" if says.endswith(("?", ".")) else "."
    return _end(BAD_INPUT, f"{says}{stop} `{command} --help` shows what is allowed.")


def _own_fault(fault: Exception) -> int:
    if os.environ.get(DEBUG):
        traceback.print_exception(fault)
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    named = "" if isinstance(fault, OwnFault) else f"{type(fault).__name__}: "
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 - no path of this machine
    return _end(
        OWN_FAULT,
        f"our own fault, not yours: {named}{one_line(fault) or 'no more is known'} (at {place}, version {__version__})."
        f" Please report it with the command you gave; {DEBUG}=1 shows the traceback.",
    )


def _end(code: int, says: str) -> int:
    sys.stderr.write(f"orderproof: {says}\n")
    return code


def _leave_pipe() -> int:
    """Let go of a pipe that nobody reads, so that Python does not complain about it at the end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _speak_any_text() -> None:
    """Spell out letters that the terminal's encoding lacks, rather than fail on them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
