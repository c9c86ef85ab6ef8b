-- What an invoice asks for is its amount with tax, less what was paid before, with the rounding that it declares.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: is asked for money that they paid, or for a cent that nobody explains
-- says: Document {document_id}: {due:money} is asked for, off by {due_off:money}.
-- applies: due_off is not null
-- tolerance: 0
-- source: DC-005, TX-016; EN 16931 BR-CO-16
select document_id, source, row_id, order_id, currency, due_off as at_risk, due, due_off
from document_tellings
where due_off > $tolerance
