"""Errors: the user's input and our own faults are never mistaken for each other, and the drawn tree is the real one."""

from __future__ import annotations

import inspect

import pytest

from orderproof import errors
from orderproof.errors import InputError, OrderproofError, OwnFault

CLASSES = [each for _, each in inspect.getmembers(errors, inspect.isclass) if each.__module__ == errors.__name__]
OF_INPUT = [each for each in CLASSES if issubclass(each, InputError)]


@pytest.mark.parametrize("kind", OF_INPUT)
def test_an_input_error_says_where_and_what_and_how_to_mend_it(kind: type[InputError]) -> None:
    error = kind("the amount is not a number", "orders.csv, line 7", "Write 12.50.")
    assert str(error) == "orders.csv, line 7: the amount is not a number. Write 12.50."
    assert (error.what, error.where, error.mend) == ("the amount is not a number", "orders.csv, line 7", "Write 12.50.")


def test_our_own_fault_is_never_caught_as_the_users_input() -> None:
    assert not issubclass(OwnFault, InputError)
    assert issubclass(OwnFault, OrderproofError)


def test_the_tree_in_the_docstring_shows_every_error_there_is() -> None:
    drawn = {word for word in (errors.__doc__ or "").replace("│", " ").split() if word.endswith(("Error", "Fault"))}
    assert drawn == {each.__name__ for each in CLASSES}
