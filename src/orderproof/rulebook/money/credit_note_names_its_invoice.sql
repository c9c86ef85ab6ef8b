-- A credit note says which invoice it corrects.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: cannot tell what the money is for
-- says: Credit note {document_id} of order {order_id} names no invoice.
-- applies: credits_min > 0 and invoices_min > 0
-- source: DC-004; VAT directive 2006/112 article 219, EN 16931 BG-3
select document_id, order_id, mentions_max
from credit_references
left join order_invoices using (order_id)
where mentions_max < 1
