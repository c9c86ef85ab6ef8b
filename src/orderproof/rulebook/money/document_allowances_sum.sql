-- What an invoice says is taken off the whole is the sum of what it takes off, one by one.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: cannot see which reductions they got
-- says: Document {document_id}: {off_min:money} is taken off in its list, it says {allowances_max:money}.
-- applies: allowance_sums_min > 0
-- tolerance: 0
-- source: DC-005; EN 16931 BR-CO-11
select document_id, order_id, currency, allowances_min, allowances_max, off_min, off_max
from document_parts
where allowances_min > off_max + $tolerance or allowances_max < off_min - $tolerance
