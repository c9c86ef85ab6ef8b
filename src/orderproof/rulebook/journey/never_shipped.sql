-- What was bought and paid for leaves, unless it was called off.
--
-- kind: promise
-- severity: S1
-- handoff: order>warehouse
-- customer: pays and never gets anything
-- says: Order {order_id}, placed by {placed_at_max:time}: nothing of it was handed over.
-- applies: payings_min > 0 and coalesce(units_min, 0) - withdrawn_max > 0 and excuses_max < 1 and collected_max < 1 and sent_max < 1 and held_max - released_min < 1
-- source: US 16 CFR 435 (shipment in time); Sterling order monitor; Northwind (21 of 830)
select
  order_id, currency, worth_min as at_risk, placed_at_max, paid_at_max, not_before_max, units_min, withdrawn_max
from placed_orders
left join order_parcels using (order_id)
left join order_lines using (order_id)
left join shipping_excuses using (order_id)
where
  handovers_max < 1
  and handed_over_at_min > greatest(placed_at_max, paid_at_max, not_before_max) + $deadline_ship
