-- All parcels of an order together hold no more of a line than is still wanted when they leave.
--
-- kind: law
-- severity: S1
-- handoff: warehouse>carrier
-- customer: gets it twice, or gets what was cancelled, and has to pay for it or to send it back
-- says: Order {order_id}, line {line_id}: parcels took {sent_min} units of {ordered_max} ordered and {cancelled_min} cancelled before.
-- applies: line_rows_min > 0 and sent_min > 0
-- source: Vendure addFulfillment; Magento partial shipments; a split is a partition of the lines
select order_id, line_id, sent_min, ordered_max, cancelled_min
from parcel_lines
left join goods_back using (order_id)
where sent_min > ordered_max - cancelled_min and came_back_max < 1
