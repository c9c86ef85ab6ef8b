"""However a command ends, the shell is told the right number and the user one sentence."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest
import typer

from orderproof import __version__, session
from orderproof.cli import run
from orderproof.errors import OwnFault
from tests.cli.histories import orderproof

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def audit_ends_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], int]:
    def end(fault: BaseException) -> int:
        def stop(*_: object) -> NoReturn:
            raise fault

        monkeypatch.setattr(session, "audit", stop)
        return run(["audit", "shop"])

    return end


def test_ctrl_c_ends_with_130(audit_ends_with: Callable[[BaseException], int]) -> None:
    assert [audit_ends_with(KeyboardInterrupt()), audit_ends_with(typer.Abort())] == [130, 130]


@pytest.mark.parametrize("fault", [KeyError("x"), OwnFault("no sum"), OSError(5, "broken disk"), RecursionError()])
def test_our_own_fault_ends_with_4_and_says_what_to_report(
    fault: Exception, audit_ends_with: Callable[[BaseException], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit_ends_with(fault) == 4
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "our own fault, not yours" in said
    assert f"version {__version__}" in said
    assert "/" not in said.partition("Please report")[0]


def test_the_traceback_is_shown_on_demand(
    audit_ends_with: Callable[[BaseException], int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ORDERPROOF_DEBUG", "1")
    assert audit_ends_with(KeyError("x")) == 4
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_debug_is_an_option_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ORDERPROOF_DEBUG", "")
    monkeypatch.setattr(session, "audit", lambda *_: 1 // 0)
    assert run(["--debug", "audit", "shop"]) == 4
    assert "ZeroDivisionError" in capsys.readouterr().err.partition("our own fault")[0]


def test_a_closed_pipe_is_nobodys_fault(
    audit_ends_with: Callable[[BaseException], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.dup2", lambda *_: None)
    monkeypatch.setattr("os.open", lambda *_: 0)
    assert audit_ends_with(BrokenPipeError(32, "closed")) == 141


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 3),
        (("--help",), 0),
        (("--version",), 0),
        (("--nope",), 3),
        (("audti",), 3),
        (("audit",), 3),
    ],
)
def test_usage_ends_with_3_and_help_with_0(arguments: tuple[str, ...], code: int) -> None:
    told = orderproof(*arguments)
    assert told.returncode == code
    assert (told.stdout == "") == (code == 3)
    assert (told.stderr == "") == (code == 0)


def test_a_terminal_that_lacks_letters_gets_them_spelled_out() -> None:
    told = orderproof("rules", "n\u00e4mlich\u2028", PYTHONIOENCODING="ascii")
    assert told.returncode == 3
    assert "n\\xe4mlich" in told.stderr


def test_asking_for_help_loads_no_engine_and_no_painter() -> None:
    heavy = {"duckdb", "sqlglot", "jinja2", "rich", "tomllib"}
    program = f"import sys, orderproof.cli as c; c.run(['--help']); print('loaded', sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "loaded []"
