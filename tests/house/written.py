"""How the house tests read the documents: sections, links, fenced blocks, and the commands written in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FENCE = re.compile(r"(?P<lead>[^\n]*)\n\n?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
FILE_NAMED = re.compile(r"`(?P<name>[\w./-]+)`[^`]*:$")
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and the file that the line above names (`like/this.sql`: at its end)."""

    language: str
    text: str
    file: str | None


def blocks(document: Path) -> list[Block]:
    """Read every fenced block of a document."""
    found = FENCE.finditer(document.read_text(encoding="utf-8"))
    return [Block(each["language"], each["text"], _file_named(each["lead"])) for each in found]


def links(document: Path) -> list[str]:
    """Read every relative link of a document, without its anchor."""
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = (each["target"].partition("#")[0] for each in LINK.finditer(text))
    return [target for target in targets if target and not re.match(r"[a-z]+:", target)]


def sections(document: Path) -> dict[str, str]:
    """Read a document by its second-level headings, which stand without back quotes."""
    parts = re.split(r"^## (.*)$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {heading.replace("`", "").strip(): text for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


def commands(document: Path) -> list[str]:
    """Read what a reader is told to type: the `$ ` lines of console blocks, and every line of sh blocks."""
    return [
        line.removeprefix("$ ").strip()
        for block in blocks(document)
        if block.language in ("sh", "console")
        for line in block.text.splitlines()
        if line.startswith("$ ") or (block.language == "sh" and line.strip() and not line.startswith("#"))
    ]


def _file_named(lead: str) -> str | None:
    found = FILE_NAMED.search(lead.strip())
    return found["name"] if found else None
