-- An invoice adds up: net and tax to gross, lines to the header.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: cannot check or deduct the invoice
-- says: Document {document_id}: {part} is {told_min:money}, the sum is {added_max:money}.
-- applies: seen_min > 0
-- tolerance: 1
-- source: DC-005, TX-003; EN 16931 BR-CO-13 to 17, Peppol R120 (0.02 a line)
select document_id, part, order_id, currency, told_min, told_max, added_min, added_max
from document_sums
where told_min > added_max + steps_max + $tolerance
  or (part = 'gross' and told_max < added_min - $tolerance)
