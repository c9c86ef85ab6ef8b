-- The amount of an invoice with tax is its net amount and its tax, to the cent.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: is asked for another amount than net and tax come to
-- says: Document {document_id}: {gross:money} with tax misses net and tax by {gross_off:money}.
-- applies: gross_off is not null
-- tolerance: 0
-- source: TX-003, DC-005; EN 16931 BR-CO-15
-- plants: invoice-asks-less-than-it-adds-up-to
select document_id, source, row_id, order_id, currency, gross_off as at_risk, gross, gross_off
from document_tellings
where gross_off > $tolerance
