-- Nothing is recorded before it happened, nor seen before it was recorded.
--
-- kind: evidence
-- severity: S4
-- handoff: order>books
-- customer: does not see it; but what is late or early cannot be told by a clock that runs backwards
-- says: Rows of {ledger} by {source}: {recorded_before_occurred_min} recorded before they happened, {observed_before_recorded_min} seen before they were recorded.
-- source: CloudEvents 1.0 (time, recordedtime); house skew bounds
select ledger, source, recorded_before_occurred_min, observed_before_recorded_min, row_count
from recorded_sources
where recorded_before_occurred_min > 0 or observed_before_recorded_min > 0
