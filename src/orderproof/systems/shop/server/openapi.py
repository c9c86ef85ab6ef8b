"""The description of the doors that programs read: OpenAPI 3.1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

ANSWERS = {
    "200": "done, or shown", "201": "made", "401": "no token, or a wrong one", "402": "the card was declined",
    "404": "not there for you", "409": "not now: see the code", "413": "too long", "422": "not understood",
    "503": "busy: ask again",
}  # fmt: skip


def described(doors: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """Describe doors of method, path and purpose."""
    paths: dict[str, dict[str, Any]] = {}
    for method, path, purpose in doors:
        parameters = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"{(\w+)}", path)
        ]
        operation: dict[str, Any] = {
            "summary": purpose,
            "parameters": parameters,
            "responses": {status: {"description": says} for status, says in ANSWERS.items()},
        }
        if method in {"POST", "PUT"}:
            operation["requestBody"] = {"content": {"application/json": {"schema": {"type": "object"}}}}
            operation["parameters"] += [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}]
        paths.setdefault(path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "The embedded shop", "version": "1"},
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    }
