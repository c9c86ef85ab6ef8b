"""The description of the doors: every door stands in it, and a program can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.systems.shop.server.http import DOORS
from orderproof.systems.shop.server.openapi import described
from tests.systems.shop.server.processes import ask

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


def test_every_door_is_described_to_everybody(street: Street) -> None:
    told = ask(street.shop.ports["port"], "GET", "/openapi.json").body
    assert told["openapi"].startswith("3.")
    described_doors = {(method.upper(), path) for path, methods in told["paths"].items() for method in methods}
    assert described_doors == {(method, path) for method, path, *_ in DOORS}


def test_what_stands_in_a_path_is_a_parameter() -> None:
    (operation,) = described([("GET", "/a/{b}/c", "see it")])["paths"]["/a/{b}/c"].values()
    assert [(each["name"], each["in"], each["required"]) for each in operation["parameters"]] == [("b", "path", True)]
    assert operation["summary"] == "see it"
