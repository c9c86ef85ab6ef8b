"""Which rules can be judged here, and in words why the others cannot."""

from __future__ import annotations

from datetime import datetime

import pytest

from orderproof.audit.plan import Observed, lacking
from orderproof.audit.survey import LedgerSurvey, SourceSurvey, Survey
from orderproof.model.profile import Profile
from orderproof.rulebook.needs import Needs

NOON = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so
GATEWAY = SourceSurvey("gateway", 5, 0, 0, (0, 0), (0, 0), 0)
PAYMENTS = LedgerSurvey(
    "payments", "p", (GATEWAY,), frozenset({"amount", "kind"}), frozenset({"capture"}), 0, False, False, NOON
)
OBSERVED = Observed(
    Survey({"payments": PAYMENTS}, NOON, {"payments": {"": "gateway*"}}),
    Profile.default(),
    frozenset({"profile_terminal"}),
    frozenset({"deadline_ship"}),
)


def _needs(*columns: tuple[str, str], kinds: tuple[str, ...] = (), parameters: tuple[str, ...] = ()) -> Needs:
    asked = frozenset({("payments", frozenset(kinds))}) if kinds else frozenset()
    return Needs(frozenset(columns), asked, frozenset(parameters))


@pytest.mark.parametrize(
    ("needs", "reason"),
    [
        (_needs(("payments", "amount")), None),
        (_needs(("payments", "*"), kinds=("capture", "settle")), None),
        (_needs(("profile_terminal", "canonical"), parameters=("as_of", "deadline_ship")), None),
        (_needs(("scans", "*")), "scans are not observed"),
        (_needs(("payments", "expires_at")), "payments have no expires_at"),
        (_needs(("claimed_payments", "*")), "nobody but its witness tells of payments"),
        (_needs(("payments", "*"), kinds=("refund",)), "payments of kind refund are not observed"),
        (_needs(parameters=("deadline_refund",)), "the profile names no deadline `refund`"),
        (_needs(("profile_notices", "cause")), "the profile says nothing of notices"),
    ],
)
def test_a_rule_that_lacks_something_says_what(needs: Needs, reason: str | None) -> None:
    """In the words of the report."""
    assert lacking(needs, OBSERVED) == reason


def test_of_independent_branches_one_is_enough() -> None:
    """But not none."""
    there, absent = _needs(("payments", "*")), _needs(("scans", "*"))
    assert lacking(Needs(either=((there, absent),)), OBSERVED) is None
    assert lacking(Needs(either=((absent, absent),)), OBSERVED) == "scans are not observed"
