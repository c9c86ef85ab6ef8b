"""Text is read in the encoding that it has, or not at all."""

from __future__ import annotations

import gzip
from pathlib import Path  # noqa: TC003 - pytest reads it

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.errors import SourceError
from orderproof.history.formats.plaintext import ENCODINGS, plain_file, reading_of

TEXT = "name\nMüller\nGarçon\n"


def read(file: Path, encoding: str | None) -> str:
    with plain_file(file, encoding) as plain:
        return plain.read_text(encoding="utf-8")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_declared_is_read_packed_or_not(tmp_path: Path, encoding: str, packed: bool) -> None:  # noqa: FBT001
    file = tmp_path / f"sales.csv{'.gz' if packed else ''}"
    raw = TEXT.encode(encoding)
    file.write_bytes(gzip.compress(raw) if packed else raw)
    assert read(file, encoding) == TEXT


def test_utf_8_is_read_where_it_lies_and_a_copy_ends_with_the_block(tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text(TEXT, encoding="utf-8")
    with plain_file(file, None) as plain:
        assert plain == file
    file.write_text(TEXT, encoding="cp1252")
    with plain_file(file, "cp1252") as plain:
        assert plain.exists()
    assert not plain.exists()
    assert list(tmp_path.iterdir()) == [file]


def test_utf_16_needs_no_declaration(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(TEXT, encoding="utf-16")
    assert read(tmp_path / "sales.csv", None) == TEXT


@pytest.mark.parametrize("declared", ["cp1252", "latin-1", "iso-8859-15", "cp1250", "cp850"])
@given(text=st.text(st.characters(min_codepoint=0x80, max_codepoint=0xFFFF, exclude_categories=["Cs"]), min_size=1))
def test_utf_8_is_never_read_as_anything_else(
    tmp_path_factory: pytest.TempPathFactory, declared: str, text: str
) -> None:
    """Whatever letters it holds: it is refused, whether by a byte that is no letter or because all of it is UTF-8."""
    file = tmp_path_factory.mktemp("text") / "sales.csv"
    file.write_text(f"name\n{text}\n", encoding="utf-8")
    with pytest.raises(SourceError):
        read(file, declared)


def test_a_letter_split_between_two_blocks_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orderproof.history.formats.plaintext._CHUNK", 3)
    file = tmp_path / "sales.csv"
    file.write_text(TEXT, encoding="utf-16")
    assert read(file, "utf-16") == TEXT
    file.write_bytes(TEXT.replace("Garçon", "Gar\x81on").encode("latin-1"))
    with pytest.raises(SourceError, match=r"line 3: the byte 0x81 is no letter of latin-1"):
        read(file, "latin-1")


@pytest.mark.parametrize(("encoding", "line"), [("cp1252", "50 € für 1"), ("cp1252", "Müller"), ("cp850", "\x81")])
def test_the_reading_that_is_proposed_shows_the_line(encoding: str, line: str) -> None:
    raw = line.encode("latin-1") if encoding == "cp850" else line.encode(encoding)
    guess, text = reading_of(raw)
    assert (guess, text) == (encoding, "ü" if encoding == "cp850" else line)
