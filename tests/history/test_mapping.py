"""A mapping is a folder: its files are the list, and it may borrow those of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.errors import MappingError
from orderproof.history.mapping import BUILT_IN, LedgerMapping, list_mappings, mapping_of, profile_of
from orderproof.model.ledgers import LEDGERS
from tests.history.made_sources import mapping_folder

if TYPE_CHECKING:
    from pathlib import Path


def places(mapping: LedgerMapping) -> dict[str, str]:
    return {ledger: mapping.place(file) for ledger, file in mapping.ledgers.items()}


def test_every_folder_of_the_built_in_mappings_is_listed() -> None:
    assert list_mappings() == ("chinook", "northwind", "ocel-order-management", "olist", "olist-20k", "olist-5k")


@pytest.mark.parametrize("name", list_mappings())
def test_every_built_in_mapping_declares_itself_by_its_own_name(name: str) -> None:
    mapping = mapping_of(name)
    profile = profile_of(mapping)
    assert (mapping.name, mapping.built_in, profile.name, profile.about != "") == (name, True, name, True)


@pytest.mark.parametrize("name", list_mappings())
def test_every_built_in_mapping_names_a_witness_for_each_of_its_facts(name: str) -> None:
    mapping = mapping_of(name)
    facts = {ledger for ledger in mapping.ledgers if LEDGERS[ledger].nature == "fact"}
    assert set(profile_of(mapping).witness) == facts


@pytest.mark.parametrize("file", sorted(BUILT_IN.glob("*/*.sql")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_built_in_mapping_says_its_conventions_above_the_sql(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("-- ")


def test_the_variants_of_olist_share_its_sql_and_add_only_what_their_sample_knows() -> None:
    assert places(mapping_of("olist-5k")) == {
        "orders": "mapping olist, orders.sql",
        "order_totals": "mapping olist, order_totals.sql",
        "lines": "mapping olist, lines.sql",
        "statuses": "mapping olist-20k, statuses.sql",
        "payments": "mapping olist, payments.sql",
        "parcels": "mapping olist-5k, parcels.sql",
        "scans": "mapping olist-20k, scans.sql",
        "promises": "mapping olist, promises.sql",
    }


def test_a_folder_is_a_mapping_of_its_own_name(tmp_path: Path) -> None:
    folder = mapping_folder(tmp_path / "ours", orders="select 1", _sold="select 2")
    mapping = mapping_of(folder)
    assert mapping == LedgerMapping(
        name="ours",
        built_in=False,
        ledgers={"orders": folder / "orders.sql"},
        steps={"sold": folder / "_sold.sql"},
        profile=folder / "profile.toml",
    )
    assert mapping.place(folder / "orders.sql") == str(folder / "orders.sql")


def test_a_mapping_may_extend_a_built_in_one_or_its_neighbour(tmp_path: Path) -> None:
    ours = mapping_folder(tmp_path / "ours", orders="select 1")
    (ours / "mapping.toml").write_text('extends = "olist"', encoding="utf-8")
    theirs = mapping_folder(tmp_path / "theirs", lines="select 1")
    (theirs / "mapping.toml").write_text('extends = "../ours"', encoding="utf-8")
    mapping = mapping_of(theirs)
    assert {mapping.ledgers[each].parent.name for each in ("orders", "lines", "payments")} == {
        "ours",
        "theirs",
        "olist",
    }
    assert mapping.ledgers["orders"].resolve() == (ours / "orders.sql").resolve()


def test_a_mapping_without_a_profile_claims_nothing(tmp_path: Path) -> None:
    folder = mapping_folder(tmp_path / "ours", orders="select 1")
    (folder / "profile.toml").unlink()
    assert profile_of(mapping_of(folder)).witness == {}


@pytest.mark.parametrize(
    ("head", "what", "mend"),
    [
        ('extends = "ours"', "there is no mapping 'ours' to extend", "chinook, northwind"),
        ('extends = "."', "the mapping extends itself", "Remove `extends`"),
        ('extend = "olist"', "the key 'extend' is not known", "Did you mean extends?"),
        ("extends = 1", "`extends` names no mapping", 'Write extends = "olist"'),
        ("extends = ", "this is not TOML", "Mend that line"),
    ],
)
def test_a_mapping_that_extends_nothing_is_refused(tmp_path: Path, head: str, what: str, mend: str) -> None:
    folder = mapping_folder(tmp_path / "mine", orders="select 1")
    (folder / "mapping.toml").write_text(head, encoding="utf-8")
    with pytest.raises(MappingError) as raised:
        mapping_of(folder)
    assert (what in raised.value.what, mend in raised.value.mend) == (True, True), raised.value
    assert raised.value.where.endswith("mapping.toml")
