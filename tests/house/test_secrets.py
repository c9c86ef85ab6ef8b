"""Nothing in a tracked file names a machine, a registry or a download address."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, files

# Written in pieces, so that this file does not convict itself.
TELLTALES = {
    "a path of one machine": r"/(?:wor" r"k|roo" r"t|hom" r"e/\w+|Use" r"rs/\w+|tm" r"p/\w+)/",
    "a file address": r"file:" r"//",
    "a setting of a package index": r"(?:extra-)?index-" r"url|find-" r"links|trusted-" r"host",
    "a package registry": r"py" r"pi\.org|python" r"hosted\.org|registry\." r"npmjs|proxy\.go" r"lang",
    "a download address": r"\"resolved\": *\"http" r"|\.(?:whl|tar\.gz)\b *#|--ha" r"sh=sha256",
    "a private key or token": r"BEGIN [A-Z ]*PRIVATE " r"KEY|ghp_" r"\w{20}|AKIA" r"[0-9A-Z]{16}",
}


@pytest.mark.parametrize("telltale", TELLTALES)
def test_no_tracked_file_gives_away(telltale: str) -> None:
    pattern = re.compile(TELLTALES[telltale])
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def test_every_pinned_package_is_pinned_exactly_and_by_name_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    loose = [line for line in lines if line and not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)]
    assert loose == []
