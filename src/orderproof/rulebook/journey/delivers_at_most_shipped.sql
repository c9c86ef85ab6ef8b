-- No more units of a line arrive than were sent.
--
-- kind: law
-- severity: S1
-- handoff: carrier>customer
-- customer: is said to have what never left, and is refused a refund for it
-- says: Order {order_id}, line {line_id}: {delivered_min} units delivered, at most {shipped_max} shipped.
-- applies: delivered_min > 0 and shipped_min > 0 and digital_max < 1
-- source: Medusa OrderItem delivered_quantity; ACP ordered/current/fulfilled
select order_id, line_id, delivered_min, shipped_max
from line_units
left join shipping_excuses using (order_id)
where delivered_min > shipped_max and collected_max < 1
