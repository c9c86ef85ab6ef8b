-- Every status word of the system stands for a common one.
--
-- kind: evidence
-- severity: S4
-- handoff: order>channel
-- customer: does not see it; but what an unmapped status claims is judged by no rule
-- says: The {object_type} status {native} of {source} stands for no common word: told {unmapped_min} times, first of order {first_order_max}.
-- source: Process mining (a mapping is total, or says what it leaves out); profile (native to canonical states)
select source, object_type, native, unmapped_min, first_order_max, statuses_told
from status_words
where unmapped_min > 0
