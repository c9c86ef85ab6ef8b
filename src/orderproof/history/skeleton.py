"""What `orderproof mappings init` writes: a commented mapping of the ledgers that most people have, to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.errors import MappingError
from orderproof.history.folder import whole_or_nothing
from orderproof.model.ledgers import COLUMNS, LEDGERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from orderproof.model.columns import Column

SKELETON_LEDGERS = (
    "orders", "lines", "order_totals", "payments", "statuses", "parcels", "scans", "promises", "returns",
)  # fmt: skip

_PROFILE = """\
# What this source declares about itself. Every key may be left out: absent is unknown, never zero.
name = "{name}"
about = "One sentence: what these orders are, and where they come from."
# as_of = 2018-10-17T00:00:00                # open deadlines are judged as of then; absent: the latest time recorded

# Who is believed about facts, per ledger or "ledger.kind". In an export nobody else witnesses: name the system itself.
[witness]
lines = "system"
payments = "system"
parcels = "system"
scans = "system"
returns = "system"

# What the source can see at all. Without refunds in your data, say so: a rule on refunds is then not applicable,
# instead of finding that nobody was ever refunded.
[observes]
payments = ["capture"]

# How exact the times are: whole minutes may be 59 seconds late, whole days 23 hours 59 minutes 59 seconds.
[clock]
granularity = "0 s"
sequence_per = "source"

# The system's own words for statuses, and what they mean.
[statuses.order]
# paid = "confirmed"
# canceled = "cancelled"

# The statuses in which an order may stay for ever.
[terminal]
order = ["delivered", "cancelled"]

# How long an order may stay in a state.
[deadlines.state]
# shipped = "30 days"

# Rules that this source is known to break, each with its reason: shown in the report, never hidden.
# [[deviations]]
# rule = "money/price-in-force"
# reason = "Only today's price list is kept."
"""

README = """\
# {name}

One SQL file per ledger, each one SELECT over your tables. Your tables are named by their files' stems (or by their own
names in a SQLite file); CSV columns are text, times with a zone are UTC already.

1. Delete the files of ledgers that you have no data for. Absent ledgers are unknown; their rules are *not applicable*.
2. In the others, put your tables and columns, and look at every `finish:`. Columns that you do not have stay out.
3. Money is whole minor units: `minor(amount, currency)` makes them exactly, and stops where it would have to round.
   Times are UTC: `moment(column, 'iso Europe/Berlin')` makes them, and stops at a value of another form.
4. A SELECT that several ledgers need goes to `_<name>.sql`; they read it as a table `<name>`.
5. Declare in `profile.toml` what the data can and cannot show.

`row_id` should be your own key of the row: the same row twice is then told as a redelivery, not counted twice. Without
one the number of the row is used. Customers, addresses and recipients are keyed hashes: `md5('a salt' || customer_id)`.
"""


def write_skeleton(folder: Path) -> tuple[Path, ...]:
    """Write the files of a new mapping and return them. Refuses a folder that is not empty."""
    name = folder.resolve().name
    texts = {"README.md": README.format(name=name), "profile.toml": _PROFILE.format(name=name)}
    return write_files(folder, texts | {f"{ledger}.sql": _sql(ledger) for ledger in SKELETON_LEDGERS})


def write_files(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write texts by name into a folder that is new or empty: all of them, or none."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MappingError("this is not an empty folder", str(folder), "Name a folder that is new or empty.")
    if folder.exists():
        folder.rmdir()
    with whole_or_nothing(folder) as draft:
        for file, text in texts.items():
            (draft / file).write_text(text, encoding="utf-8")
    return tuple(folder / file for file in sorted(texts))


def _sql(ledger: str) -> str:
    """Write a SELECT with the columns that every row needs, and the others as comments."""
    says = (LEDGERS[ledger].__doc__ or "").partition("\n")[0]
    own = [each for each in COLUMNS[ledger] if not each.envelope]
    needed = [_line(each) for each in own if each.required]
    others = [f"    -- {_line(each).strip()}" for each in own if not each.required]
    return "\n".join(
        (
            f"-- {ledger}: {says}",
            "-- Put your table and columns; take the dashes away from what you have.",
            "select",
            "    your_key as row_id,  -- your own key of the row",
            *needed,
            "    -- when_it_happened as occurred_at,  -- business time, UTC: moment(your_time, 'iso Europe/Berlin')",
            *others,
            f"from your_{ledger}",
            "",
        )
    )


def _line(column: Column) -> str:
    kinds = f": {', '.join(column.values)}" if column.values else ""
    wanted = "true or false" if column.sql_type == "BOOLEAN" else ""
    source = f"minor(your_{column.name}, your_currency)" if "minor" in column.says else f"your_{column.name}"
    said = f"{column.says}{kinds}" if not wanted or wanted in column.says else f"{column.says} ({wanted})"
    return f"    {source} as {column.name},  -- {said}"
