-- A row that is told twice is told the same way both times.
--
-- kind: evidence
-- severity: S4
-- handoff: order>books
-- customer: does not see it; but what is proven from two versions of one row may be wrong
-- says: Rows of {ledger} that {source} told in two ways: {contradicted_min}, the first is {first_contradicted}.
-- source: CloudEvents 1.0 (source and id name one event); Jepsen (a history must not contradict itself)
select ledger, source, contradicted_min, first_contradicted, redelivered, row_count
from recorded_sources
where contradicted_min > 0
