"""Where the real data lie that some tests read: in `shared/data` beside this repository, if they are there at all."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(place: str) -> Path:
    """Return a file or folder of the real data. Skips the test where this machine does not have it."""
    path = SHARED_DATA / place
    if not path.exists():
        pytest.skip(f"no {place} in shared/data beside the repository")
    return path
