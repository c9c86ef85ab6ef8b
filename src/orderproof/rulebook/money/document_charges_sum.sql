-- What an invoice says is added to the whole is the sum of what it adds, one by one.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: pays for something that the invoice does not name
-- says: Document {document_id}: {added_min:money} is added in its list, it says {charges_max:money}.
-- applies: charge_sums_min > 0
-- tolerance: 0
-- source: DC-005; EN 16931 BR-CO-12
select document_id, order_id, currency, charges_min, charges_max, added_min, added_max
from document_parts
where charges_min > added_max + $tolerance or charges_max < added_min - $tolerance
