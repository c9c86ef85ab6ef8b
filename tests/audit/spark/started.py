"""One Spark for all tests that need one: local, small, and interpreted, since compiling costs more than such data."""

from __future__ import annotations

import atexit
import os
import shutil
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SMALL = (
    ("spark.ui.enabled", "false"),
    ("spark.driver.bindAddress", "127.0.0.1"),
    ("spark.driver.host", "127.0.0.1"),
    ("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -XX:+UseSerialGC"),
    ("spark.sql.shuffle.partitions", "2"),
    ("spark.sql.adaptive.enabled", "false"),
    ("spark.sql.codegen.wholeStage", "false"),
    ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
)
in_one_process = pytest.mark.xdist_group("spark")
"""Tests so marked run in one process, so that one JVM is started."""


@cache
def spark() -> SparkSession:
    """Start Spark once for this process; skips the test where there is no Java or no PySpark."""
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("no Java: Spark needs Java 17 or newer")
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    from orderproof.audit.spark.settings import SparkSettings, session  # noqa: PLC0415 - an extra

    running = ExitStack()
    atexit.register(running.close)
    return running.enter_context(session(SparkSettings("local[2]", conf=SMALL)))
