-- What an invoice taxes at a rate is what it sells at that rate.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: is charged a wrong tax
-- says: Document {document_id}: {told_min:money} taxed at {rate} millionths, its lines come to {added_max:money}.
-- applies: seen_min > 0 and unrated_max < 1
-- tolerance: 0
-- source: TX-002, DC-005; EN 16931 BR-S-08
-- plants: breakdown-at-one-rate
select document_id, category, rate, order_id, currency, told_min, told_max, added_min, added_max
from document_tax_bases
where told_min > added_max + steps_max + $tolerance or told_max < added_min - steps_max - $tolerance
