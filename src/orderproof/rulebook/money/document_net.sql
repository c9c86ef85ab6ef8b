-- The net amount of an invoice is its lines, less what is taken off, with what is added.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: cannot check or deduct the invoice
-- says: Document {document_id}: its net amount of {net:money} misses its own parts by {net_off:money}.
-- applies: net_off is not null
-- tolerance: 0
-- source: DC-005; EN 16931 BR-CO-13
select document_id, source, row_id, order_id, currency, net, net_off
from document_tellings
where net_off > $tolerance
