-- Who pays on shipment is not invoiced before anything left.
--
-- kind: choice
-- severity: S2
-- handoff: order>books
-- customer: is asked for money for goods that are still in the warehouse
-- says: Order {order_id}: invoiced by {invoiced_at_max:time}, nothing left before {shipped_at_min:time}.
-- applies: paid_on_shipment_min > 0 and paid_otherwise_max < 1 and invoices_min > 0 and coalesce(digital_max, 0) < 1
-- source: DC-008, DC-012; 16 CFR 435, card scheme rules on charging at shipment
select order_id, invoiced_at_max, shipped_at_min
from order_terms
left join order_invoices using (order_id)
left join order_supply using (order_id)
left join digital_units using (order_id)
where invoiced_at_max < shipped_at_min
