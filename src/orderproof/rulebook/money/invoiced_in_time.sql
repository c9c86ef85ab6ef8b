-- Who was sent goods gets the invoice in time.
--
-- kind: promise
-- severity: S3
-- handoff: order>books
-- customer: waits for the paper that they need for their own books
-- says: Order {order_id}: sent by {shipped_at_max:time}, no invoice before {invoiced_at_min:time}.
-- applies: shipped_min > 0
-- source: DC-008; VAT directive 2006/112 article 222, terms of the shop
select order_id, shipped_at_max, invoiced_at_min
from order_supply
left join order_invoices using (order_id)
where invoiced_at_min > shipped_at_max + $deadline_invoice
