"""Vendure through its adapter: what is asked is done, what is told becomes rows once, a killed Vendure comes back."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.drive.play import Play
from orderproof.drive.postgres import programs
from orderproof.drive.quiet import quiesce
from orderproof.history.recorder import Recorder
from orderproof.session.booting import Boot, booted, database_of, installs
from orderproof.systems.shelf import system_of
from orderproof.systems.vendure import boot, system
from orderproof.systems.vendure.goods import articles
from orderproof.systems.vendure.vendure import Vendure
from tests.systems.vendure.made import kept, move, node_listening_at, placed, read, setting_in, shown, whole
from tests.systems.vendure.made import wish as asked
from tests.systems.vendure.talk import Fault, Talk, in_turn, obliging, refusal, talking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from orderproof.model.commands import Command, Outcome

    Work = Callable[[Vendure, Talk], Awaitable[Any]]

PLACED = asked("place", None, "k1", cart="C1", card="ok")
CURSORS = {"placed": 1, "history": 4, "moves": 9}
SAYS: dict[str, Any] = {
    "activeOrder": shown(state="ArrangingPayment"),
    "orderByCode": shown(state="ArrangingPayment"),
    "addPaymentToOrder": shown(state="PaymentAuthorized"),
    "orders": {"items": [whole()]},
    "GET /orderproof/journal": {**read(placed=[placed()], moves=[move("SALE", -2, 9)]), "cursors": CURSORS},
    "GET /orderproof/orders": [kept()],
    "GET /orderproof/pending": {"pending": 3},
    "POST /orderproof/clock": {},
}


@asynccontextmanager
async def running(folder: Path, says: dict[str, Any]) -> AsyncIterator[tuple[Vendure, Talk]]:
    """Run the adapter on a program that only says where such a server listens."""
    async with talking({**SAYS, **says}, obliging) as talk:
        with pytest.MonkeyPatch.context() as patch:
            (folder / "installed").mkdir(exist_ok=True)
            patch.setenv("PATH", node_listening_at(folder / "bin", talk.url.rpartition(":")[2]))
            vendure = Vendure(setting_in(folder, gateway=talk.url, skew_us=7), folder / "installed")
            try:
                await vendure.start()
                yield vendure, talk
            finally:
                await vendure.stop()


def on(folder: Path, work: Work, **says: Any) -> Any:
    """Have something done on a seeded Vendure; what was asked while seeding is forgotten."""

    async def inside() -> Any:
        async with running(folder, says) as (vendure, talk):
            talk.asked.clear()
            return await work(vendure, talk)

    return asyncio.run(inside())


def performed(folder: Path, *commands: Command, **says: Any) -> tuple[Talk, list[Outcome]]:
    async def work(vendure: Vendure, talk: Talk) -> tuple[Talk, list[Outcome]]:
        return talk, [await vendure.perform(each) for each in commands]

    found: tuple[Talk, list[Outcome]] = on(folder, work, **says)
    return found


def observed(folder: Path, *subjects: str, **says: Any) -> tuple[Talk, list[Any]]:
    async def work(vendure: Vendure, talk: Talk) -> tuple[Talk, list[Any]]:
        return talk, [list(await vendure.observe(each)) for each in subjects]

    found: tuple[Talk, list[Any]] = on(folder, work, **says)
    return found


def test_a_started_vendure_sells_everything(tmp_path: Path) -> None:
    async def inside() -> set[str]:
        async with running(tmp_path, {}) as (_, talk):
            return {each["sku"] for call in talk.of("createProductVariants") for each in call["i"]}

    assert asyncio.run(inside()) == {each.sku for each in articles()}


def test_what_was_seeded_once_is_restored_and_not_seeded_again(tmp_path: Path) -> None:
    async def inside() -> list[list[str]]:
        seen = []
        for _ in range(2):
            async with running(tmp_path, {}) as (vendure, talk):
                await vendure.observe("order:C1")
                seen.append([each for each in talk.fields() if each.startswith("create")])
        return seen

    first, second = asyncio.run(inside())
    assert (len(first) > len(articles()), second) == (True, [])


def test_what_vendure_has_no_door_for_is_not_offered_and_nothing_is_asked(tmp_path: Path) -> None:
    talk, (outcome,) = performed(tmp_path, asked("hold"))
    assert (outcome.state, outcome.native_status, talk.asked) == ("not_offered", "hold is not offered", [])


def test_a_no_is_an_outcome_with_its_reason(tmp_path: Path) -> None:
    _, (outcome,) = performed(tmp_path, PLACED, addPaymentToOrder=refusal("PAYMENT_DECLINED_ERROR"))
    assert (outcome.state, outcome.refusal, outcome.order_id, outcome.claims) == ("refused", "declined", None, ())


def test_an_order_is_told_with_its_quote_its_total_and_its_status(tmp_path: Path) -> None:
    _, (_, outcome) = performed(tmp_path, asked("quote", None, cart="C1"), PLACED)
    assert (outcome.order_id, outcome.native_status, outcome.body["total"]) == ("C1", "PaymentAuthorized", 3088)
    assert [(each.ledger, getattr(each, "surface", None)) for each in outcome.claims] == [
        ("order_totals", "quote"), ("order_totals", "detail"), ("statuses", "detail"), ("reads", "detail"),
    ]  # fmt: skip


def test_a_quote_is_told_of_one_order_only(tmp_path: Path) -> None:
    _, (_, _, again) = performed(tmp_path, asked("quote", None, cart="C1"), PLACED, PLACED)
    assert "quote" not in {getattr(each, "surface", None) for each in again.claims}


@pytest.mark.parametrize(
    ("surface", "kept_as", "field"),
    [("page", "detail", "orderByCode"), ("detail", "detail", "orderByCode"), ("order", "order", "orders")],
)
def test_every_surface_can_be_looked_at(tmp_path: Path, surface: str, kept_as: str, field: str) -> None:
    talk, (outcome,) = performed(tmp_path, asked("look", surface=surface))
    assert {each.surface for each in outcome.claims if each.ledger == "order_totals"} == {kept_as}  # type: ignore[attr-defined]
    assert talk.fields()[-1] == field


def test_every_order_of_a_list_is_told_under_a_name_of_its_own(tmp_path: Path) -> None:
    listed = {"orders": {"items": [shown(code="C1"), shown(code="C2")]}}
    _, (outcome, nothing) = performed(
        tmp_path, asked("look", surface="list"), asked("look", surface="list"),
        activeCustomer=in_turn(listed, {"orders": {"items": []}}),
    )  # fmt: skip
    assert len({(each.ledger, each.row_id) for each in outcome.claims}) == 6
    assert (nothing.is_ok, nothing.claims) == (True, ())


def test_an_edit_that_costs_more_is_paid_at_the_terminal_of_the_same_gateway(tmp_path: Path) -> None:
    dearer = whole(state="ArrangingAdditionalPayment", totalWithTax=4387)
    talk, (outcome,) = performed(
        tmp_path, asked("edit", lines=[{"line_id": "7", "quantity": 3}]),
        **{
            "orders": in_turn(*({"items": [each]} for each in (whole(), whole(), dearer, dearer, whole()))),
            "modifyOrder": {"id": "1", "totalWithTax": 4387}, "transitionOrderToState": {"id": "1"},
            "addManualPaymentToOrder": {"id": "1"}, "POST /payments": {"transaction_id": "cap-9"},
        },
    )  # fmt: skip
    (charge,) = [each for each in talk.asked if each.path == "/payments"]
    assert (charge.variables["amount"], charge.variables["currency"], charge.variables["capture"]) == (
        1299,
        "EUR",
        True,
    )
    assert charge.headers["Authorization"] == "Bearer world"
    assert talk.of("addManualPaymentToOrder")[0]["input"]["transactionId"] == "cap-9"
    assert outcome.is_ok


def test_a_return_is_noted_under_a_name_that_no_other_has(tmp_path: Path) -> None:
    _, outcomes = performed(tmp_path, asked("create_return"), asked("create_return"))
    assert [each.body["return_id"] for each in outcomes] == ["R1-C1", "R2-C1"]


@pytest.mark.parametrize(("verb", "state"), [("mark_delivered", "Delivered"), ("recall", "Cancelled")])
def test_a_parcel_is_moved_to_what_the_verb_says(tmp_path: Path, verb: str, state: str) -> None:
    talk, _ = performed(tmp_path, asked(verb, fulfilment="F4"), transitionFulfillmentToState={"id": "4"})
    assert talk.of("transitionFulfillmentToState") == [{"id": "4", "state": state}]


def test_the_journal_is_read_on_from_where_it_ended_and_tells_nothing_twice(tmp_path: Path) -> None:
    talk, (first, again) = observed(tmp_path, "journal", "journal")
    readings = [each for each in talk.asked if each.path == "/orderproof/journal"]
    assert [each.parameters for each in readings] == [
        dict.fromkeys(CURSORS, "0"), {name: str(at) for name, at in CURSORS.items()},
    ]  # fmt: skip
    assert {"orders", "lines", "order_totals", "taxes", "stock_moves"} == {each.ledger for each in first}
    assert again == []
    assert {each.headers["x-token"] for each in readings} == {"operator"}


def test_a_level_that_stands_is_told_once(tmp_path: Path) -> None:
    def page(mugs: int) -> dict[str, Any]:
        levels = [(mugs, "berlin"), (4, "lyon")]
        told = [{"stockOnHand": units, "stockAllocated": 0, "stockLocation": {"name": name}} for units, name in levels]
        return {"totalItems": 1, "items": [{"sku": "MUG", "stockLevels": told}]}

    _, readings = observed(tmp_path, "stock", "stock", "stock", productVariants=in_turn(page(9), page(9), page(8)))
    assert [[(row.location, row.on_hand) for row in rows] for rows in readings] == [
        [("berlin", 9), ("lyon", 4)], [], [("berlin", 8)],
    ]  # fmt: skip
    assert len({row.row_id for rows in readings for row in rows}) == 3


def test_an_order_is_observed_by_its_code_and_the_catalogue_without_asking(tmp_path: Path) -> None:
    talk, (order, catalogue) = observed(tmp_path, "order:C1", "catalogue")
    assert (talk.of("orders"), {each.ledger for each in order}) == (
        [{"code": "C1"}], {"order_totals", "statuses", "reads"},
    )  # fmt: skip
    assert {each.ledger for each in catalogue} == {"prices", "listings", "offers"}
    assert talk.fields("login") == ["orders"]


def test_business_time_is_told_with_what_the_clock_is_off_and_rest_is_counted(tmp_path: Path) -> None:
    async def work(vendure: Vendure, talk: Talk) -> tuple[int, Any]:
        await vendure.set_clock(1_000)
        return await vendure.pending(), talk.of("POST /orderproof/clock")

    assert on(tmp_path, work) == (3, [{"offset_us": 1_007}])


def test_what_the_server_cannot_tell_is_no_rest(tmp_path: Path) -> None:
    async def work(vendure: Vendure, _talk: Talk) -> int:
        return await vendure.pending()

    with pytest.raises(ConnectionError, match="answered 500"):
        on(tmp_path, work, **{"GET /orderproof/pending": Fault("ANY", 500)})


@pytest.mark.parametrize("subject", ["journal", "stock", "order:C1"])
def test_before_it_is_started_nothing_can_be_observed(tmp_path: Path, subject: str) -> None:
    with pytest.raises(ConnectionError, match="not started"):
        asyncio.run(Vendure(setting_in(tmp_path), tmp_path).observe(subject))


def database_there() -> str:
    """Say which database a real Vendure can run on here; skips where there is none to run."""
    done = installs() / f"vendure-{system.VERSIONS[0]}" / boot.DONE
    lacking = "; ".join(system.missing())
    has = json.loads(done.read_text(encoding="utf-8")) if done.is_file() else {}
    if lacking or not has or (boot.OWN_FILE not in has and programs() is None):
        pytest.skip(f"this machine lacks {lacking or 'an installed Vendure, or a database for it'}")
    return "sqlite" if boot.OWN_FILE in has else "embedded"


async def bought(vendure: Any) -> Outcome:
    """Buy two mugs: how placing them ended."""
    to = {"city": "Berlin", "region": "BE", "postcode": "10115", "country": "DE"}
    added = await vendure.perform(asked("cart_add", None, channel="eu", sku="MUG", quantity=2))
    cart = added.body["cart_id"]
    for step in (asked("set_address", None, cart=cart, address=to), asked("quote", None, cart=cart)):
        assert (await vendure.perform(step)).is_ok
    ended: Outcome = await vendure.perform(asked("place", None, "k1", cart=cart, card="ok"))
    return ended


def test_a_real_vendure_tells_an_order_once_and_still_has_it_after_a_power_cut(tmp_path: Path) -> None:
    async def inside(database: str | None) -> tuple[Outcome, list[Any], list[Any], list[Any]]:
        async with booted(system_of("vendure"), tmp_path, Boot(database=database)) as made:
            with Recorder(tmp_path / "driver") as recorder:
                play = Play(1, made.system, made.world, made.clock, recorder)
                outcome = await bought(made.system)
                await quiesce(play)
                first, again = [list(await made.system.observe("journal")) for _ in range(2)]
                await made.system.kill()
                await made.system.restart()
                look = await made.system.perform(asked("look", outcome.order_id))
                return outcome, first, again + list(await made.system.observe("journal")), list(look.claims)

    with database_of(database_there()) as url:
        outcome, first, later, seen = asyncio.run(inside(url))
    assert outcome.is_ok, outcome
    told = [each for each in first if getattr(each, "order_id", None) == outcome.order_id]
    ledgers = [each.ledger for each in told]
    assert {"orders", "lines", "order_totals", "taxes", "statuses", "payments", "stock_moves"} <= set(ledgers)
    assert (ledgers.count("orders"), ledgers.count("lines"), later) == (1, 1, [])
    (costs,) = [each for each in told if each.ledger == "order_totals"]
    assert (costs.items, costs.total) == (seen[0].items, seen[0].total)
    assert costs.total == costs.items - costs.discount + costs.shipping
