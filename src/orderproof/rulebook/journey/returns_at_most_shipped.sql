-- Nobody returns more units of a line than were sent.
--
-- kind: law
-- severity: S3
-- handoff: shipment>return
-- customer: is refunded for goods that never left; the merchant pays twice
-- says: Order {order_id}, line {line_id}: {returned_min} units returned, at most {shipped_max} shipped.
-- applies: returned_min > 0 and digital_max < 1
-- source: Medusa return_requested_quantity; Solidus return items bound to shipped units
select order_id, line_id, returned_min, shipped_max
from line_units
where returned_min > shipped_max
