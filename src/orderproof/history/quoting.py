"""Names and texts as SQL wants them: the only two ways in which a file's words enter a query."""

from __future__ import annotations


def identifier(name: str) -> str:
    """Quote a name: Order Details is "Order Details"."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text: Brien's is 'Brien''s'."""
    return "'" + text.replace("'", "''") + "'"


def literals(words: tuple[str, ...]) -> str:
    """Quote a list of texts for `in (...)`."""
    return ", ".join(literal(word) for word in words)
