-- The lines of an invoice come to what it says they come to.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: cannot check or deduct the invoice
-- says: Document {document_id}: its lines come to {lines_come_to_min:money}, it says {lines_net_max:money}.
-- applies: line_sums_min > 0 and line_rows_min > 0
-- tolerance: 0
-- source: DC-005; EN 16931 BR-CO-10
select document_id, order_id, currency, lines_net_min, lines_net_max, lines_come_to_min, lines_come_to_max
from document_parts
where lines_net_min > lines_come_to_max + $tolerance or lines_net_max < lines_come_to_min - $tolerance
