"""From TOML text to a profile: section by section, each key against what is allowed there."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, TypeVar

from orderproof.errors import ProfileError
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.profile.declared import (
    BACKORDER_TURNS,
    CHANNEL_SHARES,
    RESERVATION_ENDS,
    STOCK_FORMULAS,
    WAITED_FOR,
    WAITING_WORK,
    Clock,
    OwedNotice,
    Profile,
    SourceClock,
)
from orderproof.model.profile.values import (
    Spot,
    duration,
    instant,
    known_keys,
    rule_name,
    sentence,
    table,
    tables,
    text,
    texts,
    whole,
    word,
)
from orderproof.model.words import NOTICE_CAUSES, OBJECT_TYPES, STATUSES, SURFACES, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import timedelta

_KEYS = (
    "name", "about", "as_of", "must_exercise", "commands", "witness", "observes", "clock", "statuses", "transitions",
    "terminal", "deadlines", "tolerances", "notices", "surfaces", "stock", "waits", "propagation", "shipping",
    "deviations", "lacks",
)  # fmt: skip
_Read = TypeVar("_Read")
_DEADLINE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def parse_profile(toml: str, file: str) -> Profile:
    """Read a profile. `file` is only told in errors; a wrong key or value raises ProfileError with what is allowed."""
    top = Spot(file)
    try:
        given: dict[str, object] = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"this is not TOML: {error}", file, "Mend that line.") from error
    known_keys(given, top, _KEYS)

    def section(key: str) -> tuple[dict[str, object], Spot]:
        spot = top.under(key)
        return table(given.get(key, {}), spot), spot

    deadlines, state_deadlines = _deadlines(*section("deadlines"))
    return Profile(
        name=text(given.get("name", "undeclared"), top.under("name")),
        about=text(given["about"], top.under("about")) if "about" in given else "",
        as_of=instant(given["as_of"], top.under("as_of")) if "as_of" in given else None,
        must_exercise=_rule_names(given.get("must_exercise", []), top.under("must_exercise")),
        commands=_commands(given.get("commands", []), top.under("commands")),
        witness=_witness(*section("witness")),
        observes=_observes(*section("observes")),
        clock=_clock(*section("clock")),
        statuses=_statuses(*section("statuses")),
        transitions=_transitions(*section("transitions")),
        terminal=_terminal(*section("terminal")),
        deadlines=deadlines,
        state_deadlines=state_deadlines,
        tolerances=_tolerances(*section("tolerances")),
        notices=_notices(given.get("notices", []), top.under("notices")),
        surfaces=_surfaces(*section("surfaces")),
        stock_available=_stock_available(*section("stock")),
        reservation_ends=_stock_word(
            "reservation_ends", RESERVATION_ENDS, "a way in which a reservation ends", given, top
        ),
        channels_told=_stock_word("channels", CHANNEL_SHARES, "what a channel is told", given, top),
        backorders_served=_stock_word("backorders", BACKORDER_TURNS, "a way to serve who waits", given, top),
        propagation=_surfaces(*section("propagation")),
        fastest_first=_fastest_first(*section("shipping")),
        waits=_waits(*section("waits")),
        deviations=_deviations(given.get("deviations", []), top.under("deviations")),
        lacks=_lacks(*section("lacks")),
    )


def _rule_names(value: object, spot: Spot) -> tuple[str, ...]:
    return tuple(rule_name(each, spot) for each in texts(value, spot))


def _commands(value: object, spot: Spot) -> tuple[str, ...]:
    verbs = texts(value, spot)
    for nth, each in enumerate(verbs):
        word(each, spot, VERBS, "a verb")
        if each in verbs[:nth]:
            raise spot.wrong(f"{each!r} stands there twice", "Name every verb once.")
    return verbs


def _lacks(given: dict[str, object], spot: Spot) -> Mapping[str, str]:
    """Read the declared gaps; which checks there are is not known down here."""
    return {check: sentence(why, spot.under(check)) for check, why in given.items()}


def _witness(given: dict[str, object], spot: Spot) -> Mapping[str, str]:
    for key, value in given.items():
        at = spot.under(key)
        if isinstance(value, dict):
            raise at.wrong(
                "a kind's witness is written with its ledger in quotes", f'Write "{key}.<kind>" = "<source>".'
            )
        ledger, dot, kind = key.partition(".")
        _ledger(ledger, at)
        if dot:
            _kind(kind, ledger, at)
    return {key: text(value, spot.under(key)) for key, value in given.items()}


def _observes(given: dict[str, object], spot: Spot) -> Mapping[str, tuple[str, ...]]:
    seen = {}
    for key, value in given.items():
        at = spot.under(key)
        _ledger(key, at)
        seen[key] = tuple(_kind(each, key, at) for each in texts(value, at))
    return seen


def _ledger(name: str, spot: Spot) -> None:
    word(name, spot, LEDGERS, "a ledger")


def _kind(kind: str, ledger: str, spot: Spot) -> str:
    """Check a kind against the vocabulary of the ledger's kind column; an open one takes any word."""
    column_name = LEDGERS[ledger].kind_column
    if column_name is None:
        with_kinds = ", ".join(name for name, row in LEDGERS.items() if row.kind_column)
        raise spot.wrong(f"{ledger} has no kinds", f"Ledgers with kinds: {with_kinds}.")
    column = next(each for each in COLUMNS[ledger] if each.name == column_name)
    return word(kind, spot, column.values, f"a kind of {ledger}") if column.values else text(kind, spot)


def _clock(given: dict[str, object], spot: Spot) -> Clock:
    known_keys(given, spot, ("skew", "granularity", "jitter", "sequence_per", "sources"))
    skew, granularity, jitter = (
        duration(given.get(key, "0 s"), spot.under(key)) for key in ("skew", "granularity", "jitter")
    )
    per = word(given.get("sequence_per", "source"), spot.under("sequence_per"), ("source", "order"), "a sequence")
    at = spot.under("sources")
    sources = {}
    for pattern, value in table(given.get("sources", {}), at).items():
        own = table(value, at.under(pattern))
        known_keys(own, at.under(pattern), ("skew", "granularity"))
        sources[pattern] = SourceClock(
            skew=duration(own["skew"], at.under(pattern).under("skew")) if "skew" in own else skew,
            granularity=(
                duration(own["granularity"], at.under(pattern).under("granularity"))
                if "granularity" in own
                else granularity
            ),
        )
    return Clock(skew, granularity, jitter, per, sources)


def _statuses(given: dict[str, object], spot: Spot) -> Mapping[str, Mapping[str, str]]:
    return _per_object_type(
        given,
        spot,
        lambda each, at: {
            native: word(canonical, at.under(native), STATUSES, "a status") for native, canonical in each.items()
        },
    )


def _transitions(given: dict[str, object], spot: Spot) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    def moves(each: dict[str, object], at: Spot) -> Mapping[str, tuple[str, ...]]:
        known_keys(each, at, STATUSES)
        return {start: _statuses_of(ends, at.under(start)) for start, ends in each.items()}

    return _per_object_type(given, spot, moves)


def _terminal(given: dict[str, object], spot: Spot) -> Mapping[str, tuple[str, ...]]:
    known_keys(given, spot, OBJECT_TYPES)
    return {of: _statuses_of(ends, spot.under(of)) for of, ends in given.items()}


def _per_object_type(
    given: dict[str, object], spot: Spot, read: Callable[[dict[str, object], Spot], _Read]
) -> Mapping[str, _Read]:
    known_keys(given, spot, OBJECT_TYPES)
    return {of: read(table(each, spot.under(of)), spot.under(of)) for of, each in given.items()}


def _statuses_of(value: object, spot: Spot) -> tuple[str, ...]:
    return tuple(word(each, spot, STATUSES, "a status") for each in texts(value, spot))


def _deadlines(given: dict[str, object], spot: Spot) -> tuple[Mapping[str, timedelta], Mapping[str, timedelta]]:
    at = spot.under("state")
    states = table(given.get("state", {}), at)
    known_keys(states, at, STATUSES)
    named = {name: limit for name, limit in given.items() if name != "state"}
    for name in named:
        if not _DEADLINE.fullmatch(name):
            raise spot.under(name).wrong(
                "a rule could not name this deadline", "Write a lower-case name with underscores, like ship or pick_up."
            )
    return _durations(named, spot), _durations(states, at)


def _durations(given: dict[str, object], spot: Spot) -> Mapping[str, timedelta]:
    return {key: duration(value, spot.under(key)) for key, value in given.items()}


def _tolerances(given: dict[str, object], spot: Spot) -> Mapping[str, int]:
    return {rule_name(rule, spot): whole(limit, spot.under(rule)) for rule, limit in given.items()}


def _notices(value: object, spot: Spot) -> tuple[OwedNotice, ...]:
    owed = []
    keys = ("cause", "template", "within")
    for at, each in tables(value, spot):
        known_keys(each, at, keys, needed=keys)
        cause = word(each["cause"], at.under("cause"), NOTICE_CAUSES, "a cause that a message may be owed for")
        template = text(each["template"], at.under("template"))
        owed.append(OwedNotice(cause, template, duration(each["within"], at.under("within"))))
    return tuple(owed)


def _surfaces(given: dict[str, object], spot: Spot) -> Mapping[str, timedelta]:
    known_keys(given, spot, SURFACES)
    return _durations(given, spot)


def _stock_available(given: dict[str, object], spot: Spot) -> str:
    known_keys(given, spot, ("available", "reservation_ends", "channels", "backorders"))
    return word(given.get("available", STOCK_FORMULAS[0]), spot.under("available"), STOCK_FORMULAS, "a stock formula")


def _stock_word(key: str, words: tuple[str, ...], what: str, given: dict[str, object], top: Spot) -> str | None:
    """Read one word of `[stock]`; None where it says nothing."""
    at = top.under("stock")
    told = table(given.get("stock", {}), at).get(key)
    return None if told is None else word(told, at.under(key), words, what)


def _fastest_first(given: dict[str, object], spot: Spot) -> tuple[str, ...]:
    known_keys(given, spot, ("fastest_first",))
    at = spot.under("fastest_first")
    methods = texts(given.get("fastest_first", []), at)
    for nth, each in enumerate(methods):
        if each in methods[:nth]:
            raise at.wrong(f"{each!r} stands there twice", "Name every shipping method once.")
    return methods


def _waits(given: dict[str, object], spot: Spot) -> Mapping[str, str]:
    known_keys(given, spot, WAITING_WORK)
    return {work: word(until, spot.under(work), WAITED_FOR, "what work waits for") for work, until in given.items()}


def _deviations(value: object, spot: Spot) -> Mapping[str, str]:
    known = {}
    keys = ("rule", "reason")
    for at, each in tables(value, spot):
        known_keys(each, at, keys, needed=keys)
        known[rule_name(each["rule"], at.under("rule"))] = text(each["reason"], at.under("reason"))
    return known
