"""Compiled rules kept between runs are the same rules, and never stale."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from orderproof.audit.cache import compile_cached
from orderproof.rulebook.book import Book, load_book

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.audit.compile import CompiledRule


def _some() -> tuple[Book, list[str]]:
    return load_book(), ["evidence/payments-name-their-tender", "evidence/statuses-are-mapped"]


def _text(rules: tuple[CompiledRule, ...]) -> list[tuple[str, str, str]]:
    return [(rule.rule.name, rule.breaks, rule.may_break) for rule in rules]


def test_what_is_read_back_is_what_was_compiled(tmp_path: Path) -> None:
    """Condition for condition."""
    book, names = _some()
    rules = [book.rules[name] for name in names]
    first = compile_cached(book, rules, tmp_path)
    (file,) = tmp_path.glob("*.rules")
    written = file.stat().st_mtime_ns
    second = compile_cached(book, rules, tmp_path)
    assert _text(first) == _text(second) == _text(compile_cached(book, rules, None))
    assert file.stat().st_mtime_ns == written


def test_another_choice_of_rules_is_another_file(tmp_path: Path) -> None:
    """As is any other text."""
    book, names = _some()
    for name in names:
        assert [r.rule.name for r in compile_cached(book, [book.rules[name]], tmp_path)] == [name]
    assert len(list(tmp_path.glob("*.rules"))) == 2


def test_a_torn_cache_file_is_compiled_again(tmp_path: Path) -> None:
    """It is only a cache."""
    book, names = _some()
    rules = [book.rules[name] for name in names]
    compile_cached(book, rules, tmp_path)
    (file,) = tmp_path.glob("*.rules")
    file.write_bytes(file.read_bytes()[:100])
    assert [rule.rule.name for rule in compile_cached(book, rules, tmp_path)] == names


def test_a_folder_that_others_can_write_is_not_trusted(tmp_path: Path) -> None:
    """What is read back runs as the user."""
    tmp_path.chmod(0o777)
    book, names = _some()
    compile_cached(book, [book.rules[names[0]]], tmp_path)
    assert list(tmp_path.glob("*.rules")) == []


def test_every_process_finds_the_same_file(tmp_path: Path) -> None:
    """Sets are hashed in another order in each; all views with what is optional are in the name."""
    code = (
        "import sys; from pathlib import Path; from orderproof.audit.cache import compile_cached; "
        "from orderproof.rulebook.book import load_book; b = load_book(); "
        "compile_cached(b, [b.rules['evidence/statuses-are-mapped']], Path(sys.argv[1]))"
    )
    for seed in "123":
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
    assert len(list(tmp_path.glob("*.rules"))) == 1


def test_views_are_spelt_out_once_for_all_runs(tmp_path: Path) -> None:
    """The next process reads what this one wrote out; a torn file only costs the time."""
    code = (
        "import sys; from pathlib import Path; from orderproof.audit import cache, views; "
        "from orderproof.rulebook.book import load_book; from orderproof.rulebook.sureness import Known; "
        "b = load_book(); folder = Path(sys.argv[1]); "
        "rule, = cache.compile_cached(b, [b.rules['evidence/statuses-are-mapped']], folder); "
        "print(len(views.SPELT_OUT)); print(rule.root.sql(Known(), rule.root.columns)); cache.keep_spelt_out(folder)"
    )

    def told() -> list[str]:
        ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True)
        return ran.stdout.splitlines()

    first, second = told(), told()
    (file,) = tmp_path.glob("*.views")
    file.write_bytes(file.read_bytes()[:20])
    assert (first[0], second[0], told()[0]) == ("0", "1", "0")
    assert first[1:] == second[1:] == told()[1:]
