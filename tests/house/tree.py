"""What the house tests look at: the files that git tracks or would track, and the Python in them, parsed once."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "orderproof"


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file, with its place in the tree and its syntax."""

    path: Path
    tree: ast.Module

    @property
    def place(self) -> str:
        """Its path from the root, for messages."""
        return self.path.relative_to(ROOT).as_posix()

    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """All functions and methods, nested ones too."""
        return [each for each in ast.walk(self.tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]


@cache
def files() -> tuple[Path, ...]:
    """Every file that is tracked, or would be after `git add`."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / each for each in sorted(set(listed.split("\0"))) if each)
    return tuple(path for path in paths if path.is_file())


def files_named(*patterns: str) -> tuple[Path, ...]:
    """Pick the files whose name fits one of the patterns."""
    return tuple(path for path in files() if any(path.match(pattern) for pattern in patterns))


@cache
def modules(top: str) -> tuple[Module, ...]:
    """Every Python file below a folder of the root."""
    inside = (path for path in files_named("*.py") if path.is_relative_to(ROOT / top))
    return tuple(Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in inside)
