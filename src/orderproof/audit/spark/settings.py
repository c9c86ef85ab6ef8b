"""How Spark is started: whose master, how much memory, and the few settings on which equal answers depend."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from orderproof.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark import SparkConf
    from pyspark.sql import SparkSession

NEEDED: Mapping[str, str] = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "10000",
}
"""Set whatever else is set: times without a zone, and arithmetic that fails rather than wraps."""
USUAL: Mapping[str, str] = {
    "spark.app.name": "orderproof",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
}
"""Set unless the user sets them."""
PARTITIONS = "spark.sql.shuffle.partitions"
PARTITIONS_A_CORE = 2
"""What a local master shuffles into: Spark's own 200 are mostly empty there, and each costs a task in every fold."""
UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}
MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class SparkSettings:
    """What a user says of Spark. `memory` (text like 4GB) is the driver's: all there is where the master is local.

    Without `master`, what started us decides (spark-submit, SPARK_CONF_DIR), else `local[*]`. `conf` are pairs of
    Spark's own settings.
    """

    master: str | None = None
    memory: str | None = None
    conf: tuple[tuple[str, str], ...] = ()


@contextmanager
def session(settings: SparkSettings) -> Iterator[SparkSession]:
    """Start Spark, or join the one that runs in this process, with a namespace of our own.

    InputError where PySpark, Java or the master cannot be had. A Spark that was not started here is left running.
    """
    builder_class = _pyspark()
    joined = builder_class.getActiveSession() is not None
    builder = builder_class.builder
    if settings.master:
        builder = builder.master(settings.master)
    named = dict(settings.conf)
    memory = {"spark.driver.memory": spark_memory(settings.memory)} if settings.memory else {}
    for key, value in ({} if joined else {**USUAL, **memory, **named}).items():
        builder = builder.config(key, value)
    try:
        started = builder.getOrCreate()
        spark = started.newSession()
        context = started.sparkContext
        few = few_partitions(context.getConf(), context.defaultParallelism)
        for key, value in {**few, **(named if joined else {})}.items():
            spark.conf.set(key, value)
        for key, value in NEEDED.items():
            spark.conf.set(key, value)
    except Exception as fault:
        raise InputError(
            f"Spark does not start ({_first_line(fault)})",
            "--engine spark",
            "Java 17 or newer must be found (JAVA_HOME), the master must answer, and every --spark-conf must be known.",
        ) from fault
    try:
        yield spark
    finally:
        if not joined:
            started.stop()


def few_partitions(conf: SparkConf, cores: int) -> dict[str, str]:
    """Say into how many partitions a local master shuffles; nothing on a cluster, or where somebody has said it."""
    local = str(conf.get("spark.master")).startswith("local")
    return {PARTITIONS: str(PARTITIONS_A_CORE * cores)} if local and not conf.contains(PARTITIONS) else {}


def spark_memory(text: str) -> str:
    """Write an amount of memory as Spark does, rounded down to MiB: 4GB is 3814m."""
    found = re.fullmatch(r"([\d.]+) ?([A-Za-z]+)", text)
    if found is None:
        raise InputError(f"`{text}` is no amount of memory", "--memory", "Write it like 512MB or 4GB.")
    return f"{int(Decimal(found[1]) * UNITS[found[2].upper()]) // MEBIBYTE}m"


def _pyspark() -> type[SparkSession]:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise InputError(
            "PySpark is not installed", "--engine spark", "Install it: pip install 'orderproof[spark]'."
        ) from fault
    return SparkSession


def _first_line(fault: Exception) -> str:
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(fault).__name__
