-- Every unit is invoiced once.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: is asked to pay twice for one thing, or for what was cancelled
-- says: Order {order_id}, line {line_id}: {invoiced_min} units invoiced of {ordered_max}, {credited_max} of them credited.
-- applies: invoices_min > 0
-- source: DC-002; Odoo invoiced quantities, Magento partial invoices
-- plants: invoice-repeats-the-order
select order_id, line_id, invoiced_min, credited_max, ordered_max, cancelled_min
from invoiced_units
where invoiced_min - credited_max > ordered_max - cancelled_min
