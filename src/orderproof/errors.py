"""Our own faults and the user's input faults, never a verdict about a system.

OrderproofError
├── InputError          the user can mend it: says what, where and how        exit 3
│   ├── SourceError     a file or table that cannot be read as it is
│   ├── MappingError    a mapping that does not yield a ledger
│   ├── ProfileError    a key or a value of a profile
│   ├── MoneyError      an amount or a currency that is not money
│   ├── RuleError       a rule that does not parse, or has no sound mirror
│   └── NotationError   a story that is not one
└── OwnFault            we are wrong, whatever the input was                   exit 4
"""

from __future__ import annotations


class OrderproofError(Exception):
    """Anything that Orderproof itself says went wrong."""


class InputError(OrderproofError):
    """Input that cannot be used: what is wrong, where it stands, and how to mend it.

    The three parts are kept apart so that a terminal, a log and a test can each show them in their way.
    """

    def __init__(self, what: str, where: str, mend: str) -> None:
        """Keep the parts and compose the sentence."""
        self.what, self.where, self.mend = what, where, mend
        super().__init__(f"{where}: {what}. {mend}")


class SourceError(InputError):
    """A file, folder or table that cannot be read as recorded orders."""


class MappingError(InputError):
    """A mapping whose SQL or output is not a ledger."""


class ProfileError(InputError):
    """A profile with a wrong key or value."""


class MoneyError(InputError):
    """An amount or a currency that is not money."""


class RuleError(InputError):
    """A rule, view or cases file that cannot be used."""


class NotationError(InputError):
    """A one-line story that does not read as one."""


class OwnFault(OrderproofError):
    """Our own fault: reported with exit code 4 and never mistaken for a verdict."""
