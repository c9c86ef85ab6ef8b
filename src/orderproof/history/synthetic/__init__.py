"""Made-up histories: honest orders by the thousand or the million, and planted faults that a rulebook must find.

Everything is made inside DuckDB from the number of the order, so that the same scenario gives the same rows on every
machine. `stories.sql` decides what becomes of each order; `ledgers/*.sql` tell it, one file per ledger; `faults.py`
lists what can be planted and which rules must say so.
"""

from orderproof.history.synthetic.fault import Fault
from orderproof.history.synthetic.faults import FAULTS, Planted, read_planted
from orderproof.history.synthetic.generator import DEMO, Scenario, at_scale, write_synthetic

__all__ = ["DEMO", "FAULTS", "Fault", "Planted", "Scenario", "at_scale", "read_planted", "write_synthetic"]
