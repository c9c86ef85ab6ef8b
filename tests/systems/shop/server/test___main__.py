"""The shop as a process: says on one line where it listens, and is gone when it is told so or left alone."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.systems.shop.server.processes import SOURCE, ask
from tests.systems.shop.server.street import open_street

if TYPE_CHECKING:
    from pathlib import Path

SECONDS_MAX = 10
PARENT = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.PIPE)
child.stdout.readline()
os._exit(7)
"""


def test_it_listens_where_it_says_and_ends_when_told(tmp_path: Path) -> None:
    with open_street(tmp_path) as street:
        assert ask(street.shop.ports["port"], "GET", "/health").body == {"status": "ok"}
        child = street.shop.child
        assert child is not None
        street.shop.end()
        assert child.returncode == 0
        street.shop.start()


def test_it_imports_nothing_of_orderproof() -> None:
    told = "import shop.server.__main__, sys; print([name for name in sys.modules if name.startswith('orderproof')])"
    done = subprocess.run(
        [sys.executable, "-P", "-c", told],
        env={"PYTHONPATH": str(SOURCE / "orderproof" / "systems")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_it_does_not_outlive_its_parent(tmp_path: Path) -> None:
    with open_street(tmp_path) as street:
        street.shop.end()
        config = street.shop.folder / "config.json"
        parent = subprocess.run(
            [sys.executable, "-c", PARENT, *street.shop.command, str(config)],
            env={"PYTHONPATH": str(SOURCE / "orderproof" / "systems")},
            stderr=subprocess.PIPE,
            timeout=SECONDS_MAX,
            check=False,
        )
        # A pipe ends when the last who may write to it is gone: `run` came back, so the shop is gone as well.
        assert (parent.returncode, parent.stderr) == (7, b"")
        street.shop.start()
