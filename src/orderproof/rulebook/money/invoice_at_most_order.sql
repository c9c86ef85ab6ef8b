-- Invoices ask for no more than the order costs.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: is invoiced for more than they agreed to
-- says: Order {order_id}: {invoiced_min:money} invoiced, at most {highest_shown_max:money} told.
-- applies: invoices_min > 0 and shown_min > 0 and coalesce(orders_min, 0) > 0 and order_documents.currency = order_age.currency
-- tolerance: 0
-- source: DC-001, DC-002; Magento partial invoices, Odoo invoice_status
-- plants: invoice-forgets-discount
select
  order_id,
  order_documents.currency,
  invoiced_min - credited_max - highest_shown_max as at_risk,
  invoiced_min,
  credited_max,
  highest_shown_max
from order_documents
left join order_bill using (order_id)
left join order_changes using (order_id)
left join order_age using (order_id)
where invoiced_min - credited_max > highest_shown_max + $tolerance + invoices_max - 1
  and (goods_changes_max < 1 or shown_at_min > goods_changed_at_max)
