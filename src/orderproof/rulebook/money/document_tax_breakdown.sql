-- The tax of an invoice is the sum of its taxes by category and rate.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: is asked for a tax that the invoice does not account for, and cannot deduct it
-- says: Document {document_id}: its taxes by rate come to {taxes_come_to_min:money}, it says {tax_max:money}.
-- applies: taxings_min > 0 and tax_rows_min > 0
-- tolerance: 0
-- source: TX-003, DC-005; EN 16931 BR-CO-14
-- plants: breakdown-at-one-rate
select document_id, order_id, currency, tax_min, tax_max, taxes_come_to_min, taxes_come_to_max
from document_parts
where tax_min > taxes_come_to_max + $tolerance or tax_max < taxes_come_to_min - $tolerance
