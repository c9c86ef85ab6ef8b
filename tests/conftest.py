"""How property tests run: the same examples every time, no deadline, and ten times as many in `make test-all`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("short", deadline=None, derandomize=True, database=None, suppress_health_check=SLOW_IS_FINE)
settings.register_profile("thorough", settings.get_profile("short"), max_examples=1000)
settings.load_profile("thorough" if os.environ.get("ORDERPROOF_THOROUGH") else "short")
