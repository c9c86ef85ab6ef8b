"""Starting Spark: what is wrong with the request is said, what was there before is left alone."""

from __future__ import annotations

import builtins
import subprocess
import sys
from typing import Any

import pytest

from orderproof.audit.spark.settings import NEEDED, PARTITIONS, SparkSettings, few_partitions, session, spark_memory
from orderproof.errors import InputError
from tests.audit.spark.started import SMALL, in_one_process, spark

pytestmark = in_one_process


@pytest.mark.parametrize(
    ("text", "told"), [("4GB", "3814m"), ("4GiB", "4096m"), ("512 MB", "488m"), ("1.5GiB", "1536m")]
)
def test_an_amount_of_memory_is_written_as_spark_does(text: str, told: str) -> None:
    assert spark_memory(text) == told


def test_a_spark_that_runs_is_joined_and_left_running() -> None:
    running = spark()
    with session(SparkSettings(conf=(("spark.sql.shuffle.partitions", "3"),))) as own:
        assert own.sparkContext is running.sparkContext
        assert own.conf.get("spark.sql.shuffle.partitions") == "3"
        assert {key: own.conf.get(key) for key in NEEDED} == dict(NEEDED)
    assert running.conf.get("spark.sql.shuffle.partitions") == "2"
    assert running.sql("select 1").count() == 1


@pytest.mark.parametrize(
    ("master", "said", "few"),
    [("local[3]", None, {PARTITIONS: "6"}), ("local[3]", "200", {}), ("spark://host:7077", None, {})],
)
def test_only_a_local_master_that_was_told_nothing_shuffles_into_few(
    master: str, said: str | None, few: dict[str, str]
) -> None:
    spark()
    from pyspark import SparkConf  # noqa: PLC0415 - an extra

    conf = SparkConf(loadDefaults=False).set("spark.master", master)
    assert few_partitions(conf.set(PARTITIONS, said) if said else conf, 3) == few


def test_a_spark_that_is_started_here_shuffles_into_few() -> None:
    spark()
    conf = tuple(pair for pair in SMALL if pair[0] != PARTITIONS)
    script = (
        "from orderproof.audit.spark.settings import PARTITIONS, SparkSettings, session\n"
        f"with session(SparkSettings('local[3]', conf={conf!r})) as own: print(own.conf.get(PARTITIONS))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "6"


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def lacking(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("pyspark"):
            raise ImportError(name)
        return plain(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    says = r"PySpark is not installed\. Install it: pip install 'orderproof\[spark\]'"
    with pytest.raises(InputError, match=says), session(SparkSettings()):
        pass
