"""A profile says what a system declares; a slip in it gets a sentence with file, key and what is allowed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from orderproof.errors import ProfileError
from orderproof.model.profile import Clock, OwedNotice, Profile, SourceClock, parse_profile

FULL = """
name = "olist"
about = "Brazilian marketplace orders of 2016 to 2018"
as_of = 2018-10-17T02:00:00+02:00
must_exercise = ["money/refund-exceeds-capture"]
commands = ["place", "cancel"]

[witness]
payments = "gateway:*"
"payments.refund" = "system"

[observes]
payments = ["authorize", "capture"]

[clock]
skew = "2 s"
granularity = "1 minute"
jitter = "250 ms"
sequence_per = "order"
[clock.sources."gateway:*"]
granularity = "1 s"

[statuses.order]
created = "placed"
"on the way" = "shipped"

[transitions.order]
placed = ["confirmed", "cancelled"]

[terminal]
order = ["completed", "cancelled"]

[deadlines]
ship = "3 days"
[deadlines.state]
shipped = "30 days"

[tolerances]
"money/payments-match-total" = 1

[[notices]]
cause = "placed"
template = "confirmation"
within = "5 minutes"

[surfaces]
detail = "5 seconds"

[stock]
available = "on_hand - reserved"

[[deviations]]
rule = "money/price-in-force"
reason = "prices are edited by hand"

[lacks]
"a key is for one thing" = "Requests carry no keys in version 3.7."
"""


def test_a_full_profile_is_read_as_it_is_written() -> None:
    assert parse_profile(FULL, "olist.toml") == Profile(
        name="olist",
        about="Brazilian marketplace orders of 2016 to 2018",
        as_of=datetime(2018, 10, 17),  # noqa: DTZ001 - stored times are naive UTC
        must_exercise=("money/refund-exceeds-capture",),
        commands=("place", "cancel"),
        witness={"payments": "gateway:*", "payments.refund": "system"},
        observes={"payments": ("authorize", "capture")},
        clock=Clock(
            skew=timedelta(seconds=2),
            granularity=timedelta(minutes=1),
            jitter=timedelta(milliseconds=250),
            sequence_per="order",
            sources={"gateway:*": SourceClock(timedelta(seconds=2), timedelta(seconds=1))},
        ),
        statuses={"order": {"created": "placed", "on the way": "shipped"}},
        transitions={"order": {"placed": ("confirmed", "cancelled")}},
        terminal={"order": ("completed", "cancelled")},
        deadlines={"ship": timedelta(days=3)},
        state_deadlines={"shipped": timedelta(days=30)},
        tolerances={"money/payments-match-total": 1},
        notices=(OwedNotice("placed", "confirmation", timedelta(minutes=5)),),
        surfaces={"detail": timedelta(seconds=5)},
        stock_available="on_hand - reserved",
        deviations={"money/price-in-force": "prices are edited by hand"},
        lacks={"a key is for one thing": "Requests carry no keys in version 3.7."},
    )


def test_an_empty_profile_declares_nothing() -> None:
    assert parse_profile("", "empty.toml") == Profile.default()


WRONG = [
    ("name = ", "p.toml: this is not TOML"),
    ("nmae = 'x'", "p.toml, nmae: this key is not known. Did you mean name?"),
    ("name = 3", "p.toml, name: 3 is not text."),
    ("name = ' '", "p.toml, name: ' ' is not text."),
    ("as_of = '2018-10-17'", "p.toml, as_of: '2018-10-17' is not a time. Write a time without quotes"),
    ("as_of = 2018-10-17", "is not a time."),
    ("must_exercise = 'money/x'", "p.toml, must_exercise: 'money/x' is not a list."),
    ("must_exercise = ['mony/x']", "'mony/x' is not a rule's name. Write pillar/name, like"),
    ("must_exercise = ['mony/x']", "Did you mean money?"),
    ("commands = 'place'", "p.toml, commands: 'place' is not a list."),
    ("commands = ['plcae']", "p.toml, commands: 'plcae' is not a verb. Did you mean place?"),
    ("commands = ['place', 'look', 'place']", "p.toml, commands: 'place' stands there twice. Name every verb once."),
    ("lacks = 'keys'", "p.toml, lacks: 'keys' is not a table. Write a section: [lacks]."),
    ("[lacks]\n'one key' = 3", 'p.toml, lacks."one key": 3 is not text.'),
    ("[lacks]\nkeys = 'None'", "p.toml, lacks.keys: 'None' is not one sentence. Write one sentence, with a full stop"),
    ("[lacks]\nkeys = 'None. Never.'", "is not one sentence."),
    ("witness = 'gateway'", "p.toml, witness: 'gateway' is not a table. Write a section: [witness]."),
    ("[witness]\npayment = 'gateway'", "p.toml, witness.payment: 'payment' is not a ledger. Did you mean payments?"),
    ("[witness]\n'payments.refnd' = 'x'", "'refnd' is not a kind of payments. Did you mean refund?"),
    ("[witness]\npayments.refund = 'x'", 'Write "payments.<kind>" = "<source>".'),
    ("[witness]\n'orders.placed' = 'x'", 'p.toml, witness."orders.placed": orders has no kinds.'),
    ("[observes]\npayments = ['captured']", "'captured' is not a kind of payments. Did you mean capture?"),
    ("[observes]\norders = ['x']", "orders has no kinds. Ledgers with kinds:"),
    ("[observes]\npayments = 'capture'", "'capture' is not a list."),
    ("[clock]\nskw = '1 s'", "p.toml, clock.skw: this key is not known. Did you mean skew?"),
    ("[clock]\nskew = 1", "p.toml, clock.skew: 1 is not a duration."),
    ("[clock]\nskew = '-1 s'", "'-1 s' is not a duration."),
    ("[clock]\nskew = '1.5 s'", "'1.5 s' is not a duration."),
    ("[clock]\nskew = '1 mnute'", "'mnute' is not a unit of time. Did you mean minute?"),
    ("[clock]\nskew = '1 month'", "'month' is not a unit of time."),
    ("[clock]\nsequence_per = 'orders'", "'orders' is not a sequence. Did you mean order?"),
    ("[clock.sources.'gateway:*']\nskew = ''", "p.toml, clock.sources.\"gateway:*\".skew: '' is not a duration."),
    ("[clock.sources]\nx = '1 s'", "p.toml, clock.sources.x: '1 s' is not a table."),
    ("[statuses.ordr]\na = 'placed'", "p.toml, statuses.ordr: this key is not known. Did you mean order?"),
    ("[statuses.order]\na = 'shiped'", "p.toml, statuses.order.a: 'shiped' is not a status. Did you mean shipped?"),
    ("[statuses.order]\na = 1", "1 is not a status."),
    ("[transitions.order]\nplacd = ['shipped']", "p.toml, transitions.order.placd: this key is not known."),
    ("[transitions.order]\nplaced = ['shiped']", "'shiped' is not a status."),
    ("[terminal]\norder = 'completed'", "p.toml, terminal.order: 'completed' is not a list."),
    ("[deadlines]\nShip = '1 d'", "p.toml, deadlines.Ship: a rule could not name this deadline."),
    ("[deadlines]\nship = 3", "p.toml, deadlines.ship: 3 is not a duration."),
    ("[deadlines]\nship = '999999999999 weeks'", "is longer than a century."),
    ("[deadlines.state]\nshiped = '1 d'", "p.toml, deadlines.state.shiped: this key is not known."),
    ("[deadlines]\nstate = '1 d'", "p.toml, deadlines.state: '1 d' is not a table."),
    ("[tolerances]\n'money/x' = -1", 'p.toml, tolerances."money/x": -1 is not a tolerance.'),
    ("[tolerances]\n'money/x' = true", "True is not a tolerance."),
    ("[tolerances]\n'money/x' = 0.01", "0.01 is not a tolerance."),
    ("[tolerances]\nmoney = 1", "'money' is not a rule's name."),
    ("[notices]\ncause = 'placed'", "p.toml, notices: {'cause': 'placed'} is not a list of tables. Write sections"),
    ("[[notices]]\ncause = 'placed'", "p.toml, notices[1]: template is missing. Needed: cause, template, within."),
    (
        "[[notices]]\ncause = 'placed'\ntemplate = 'b'\nwithin = '5'",
        "p.toml, notices[1].within: '5' is not a duration.",
    ),
    (
        "[[notices]]\ncause = 'shiped'\ntemplate = 'b'\nwithin = '5 s'",
        "p.toml, notices[1].cause: 'shiped' is not a cause",
    ),
    ("[surfaces]\ndetial = '1 s'", "p.toml, surfaces.detial: this key is not known. Did you mean detail?"),
    ("[stock]\navailable = 'reserved - on_hand'", "is not a stock formula."),
    ("[stock]\nformula = 'on_hand'", "p.toml, stock.formula: this key is not known."),
    ("[stock]\nreservation_ends = 'never'", "is not a way in which a reservation ends."),
    ("[stock]\nchannels = 'half'", "is not what a channel is told."),
    ("[stock]\nbackorders = 'by chance'", "is not a way to serve who waits."),
    ("[propagation]\nchanel = '1 minute'", "this key is not known"),
    ("[shipping]\nfastest = ['express']", "this key is not known"),
    ("[shipping]\nfastest_first = ['express', 'express']", "'express' stands there twice"),
    ("[waits]\nship = 'paid'", "p.toml, waits.ship: this key is not known. Allowed: pick, pack."),
    ("[waits]\npick = 'placed'", "'placed' is not what work waits for."),
    ("[[deviations]]\nrule = 'x'\nreason = 'y'", "p.toml, deviations[1].rule: 'x' is not a rule's name."),
    ("[[deviations]]\nrule = 'money/x'", "p.toml, deviations[1]: reason is missing."),
]


@pytest.mark.parametrize(("toml", "says"), WRONG)
def test_a_slip_gets_file_key_and_what_is_allowed(toml: str, says: str) -> None:
    with pytest.raises(ProfileError) as refused:
        parse_profile(toml, "p.toml")
    assert says in str(refused.value)
    assert refused.value.mend
