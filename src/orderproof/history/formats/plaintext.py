"""Text files as they come: unpacked and decoded as declared, or refused; never read in an encoding they do not have."""

from __future__ import annotations

import codecs
import gzip
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from orderproof.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1", "iso-8859-15", "cp1250", "cp850")
"""What a mapping may declare. UTF-16 is told by its first two bytes, too; all others look alike."""

GZIP = ".gz"
_CHUNK = 1 << 20
_SHOWN_MAX = 60
_BOMS_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WITHOUT_LETTERS_AT_80 = ("latin-1", "iso-8859-15")
_CONTROLS = dict.fromkeys(range(128, 160))


def open_bytes(file: Path) -> gzip.GzipFile | BufferedReader:
    """Open a file, unpacked where its name ends with .gz."""
    return gzip.open(file) if file.suffix.lower() == GZIP else file.open("rb")


def damaged(error: Exception, file: Path) -> SourceError:
    """Say what is wrong with a packed file."""
    cut = isinstance(error, EOFError)
    what = "the gzip file is cut short" if cut else f"it cannot be unpacked as gzip: {str(error).rstrip('.')}"
    return SourceError(what, str(file), "Fetch or write the file again, whole." if cut else "Write the file anew.")


@contextmanager
def plain_file(file: Path, encoding: str | None) -> Iterator[Path]:
    """Give a file as plain UTF-8 text: itself where it is that, else a copy that ends with the block.

    SourceError for a damaged archive, for bytes that the encoding does not have, and for text that shows that another
    encoding than the declared one is meant.
    """
    try:
        with open_bytes(file) as packed:
            start = packed.read(2)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise damaged(error, file) from error
    if encoding is None and start in _BOMS_16:
        encoding = "utf-16"
    if encoding in (None, "utf-8") and file.suffix.lower() != GZIP:
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="orderproof-text-") as folder:
        copy = Path(folder) / "plain"
        try:
            with open_bytes(file) as packed, copy.open("wb") as plain:
                _decode(packed, plain, encoding, file)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise damaged(error, file) from error
        yield copy


def reading_of(line: bytes) -> tuple[str, str]:
    """Guess what a line that is not UTF-8 is meant to be, for people to check: an encoding, and the line read in it."""
    try:
        text = line.decode("cp1252")
    except UnicodeDecodeError:
        return "cp850", _shown(line.decode("cp850"))
    return "cp1252", _shown(text)


def not_utf8(file: Path, number: int, line: bytes) -> SourceError:
    """Say that a file has to declare its encoding, and what it would read like."""
    guess, text = reading_of(line)
    return SourceError(
        "it is not UTF-8 text, and no other encoding is declared",
        f"{file}, line {number}",
        f'Declare it in mapping.toml: [encoding] {_table(file)} = "{guess}" would read this line as {text!r}. '
        f"Allowed: {', '.join(ENCODINGS)}. Or save the file as UTF-8.",
    )


def _decode(packed: gzip.GzipFile | BufferedReader, plain: IO[bytes], encoding: str | None, file: Path) -> None:
    if encoding in (None, "utf-8"):  # DuckDB checks the text itself, and names the line
        while chunk := packed.read(_CHUNK):
            plain.write(chunk)
        return
    decoder = codecs.getincrementaldecoder(str(encoding))("strict")
    as_utf8, only_ascii, line = _Utf8Watch(), True, 1
    while True:
        chunk = packed.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            line += chunk[: error.start].count(b"\n")
            what = f"the byte {error.object[error.start]:#04x} is no letter of {encoding}"
            raise SourceError(what, f"{file}, line {line}", _mend(file)) from error
        _refuse_other_encoding(text, str(encoding), file, line)
        only_ascii = only_ascii and text.isascii()
        as_utf8.see(chunk)
        line += text.count("\n")
        plain.write(text.encode())
        if not chunk:
            break
    if not only_ascii and encoding != "utf-16" and as_utf8.holds:
        what = f"it is declared as {encoding}, but all of it reads as UTF-8"
        raise SourceError(what, str(file), f"Remove {_table(file)} from [encoding] in mapping.toml.")


def _refuse_other_encoding(text: str, encoding: str, file: Path, line: int) -> None:
    """Find letters that no export holds: they show that the text was written in another encoding."""
    if "\0" in text:
        number = line + text[: text.index("\0")].count("\n")
        raise SourceError(f"it holds zero bytes, so it is not {encoding} text", f"{file}, line {number}", _mend(file))
    if encoding in _WITHOUT_LETTERS_AT_80 and text.translate(_CONTROLS) != text:
        at = next(index for index, letter in enumerate(text) if ord(letter) in _CONTROLS)
        raise SourceError(
            f"the byte {ord(text[at]):#04x} is no letter of {encoding}",
            f"{file}, line {line + text[:at].count(chr(10))}",
            f'Is it [encoding] {_table(file)} = "cp1252"? {_mend(file)}',
        )


class _Utf8Watch:
    """Looks on whether bytes that are read as something else are UTF-8 throughout."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self.holds = True

    def see(self, chunk: bytes) -> None:
        try:
            self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            self.holds = False


def _mend(file: Path) -> str:
    return f"Declare what it is in mapping.toml, [encoding] {_table(file)}: {', '.join(ENCODINGS)}."


def _table(file: Path) -> str:
    """Name the table of a file as TOML wants it: bare where it can be."""
    name = file.name.removesuffix(GZIP).rpartition(".")[0]
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else f'"{name}"'


def _shown(text: str) -> str:
    line = text.rstrip("\r\n")
    return line if len(line) <= _SHOWN_MAX else f"{line[:_SHOWN_MAX]}..."
