-- Each tax on an invoice is its rate times what is taxed at that rate, however its lines were rounded.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: is charged a wrong tax
-- says: Document {document_id}: {amount:money} tax on {base:money} at {rate} millionths is off by {units_off} minor units.
-- applies: standard = 'en16931' and units_off is not null
-- source: TX-002, DC-005; EN 16931 BR-CO-17, CJEU C-484/06 (no one way to round)
-- plants: breakdown-on-gross
select document_id, standard, source, row_id, order_id, currency, units_off as at_risk, rate, base, amount, units_off
from document_tax_rows
where units_off >= steps_max
