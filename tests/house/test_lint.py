"""The gates of `make lint`, each a test of its own so that a red one is named."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

GATES = {
    "ruff finds nothing": ("ruff", "check", "--quiet"),
    "ruff would format nothing anew": ("ruff", "format", "--check", "--quiet"),
    "mypy is content": ("mypy", "--no-error-summary"),
}


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_of_the_linters_is_passed(gate: str) -> None:
    done = subprocess.run([sys.executable, "-m", *GATES[gate]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
