-- What is posted on the left of the books is posted on the right.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: is not touched; the books are wrong
-- says: Entry {entry_id}: {debits_min:money} on the left, {credits_max:money} on the right.
-- applies: entry_rows_min > 1 and currencies_max < 2
-- tolerance: 0
-- source: DC-009; double entry
select entry_id, source, currency, order_id, debits_min, debits_max, credits_min, credits_max
from journal_entries
where debits_min > credits_max + $tolerance or credits_min > debits_max + $tolerance
