-- When a warehouse gives a parcel up, its goods come from elsewhere, or the customer is told to wait.
--
-- kind: promise
-- severity: S1
-- handoff: order>warehouse
-- customer: waits for a parcel that nobody packs any more
-- says: Order {order_id}, line {line_id}: a parcel with {dropped_min} units was given up at {dropped_at_max:time}, and nothing was done about it.
-- applies: dropped_min > 0 and open_min > 0 and endings_max < 1 and excuses_max < 1 and held_max < 1
-- source: IBM Sterling (backordered from node); Shopify fulfillment request rejected
select order_id, line_id, dropped_min, dropped_at_max, open_min, answered_at_max
from dropped_parcels
left join order_ends using (order_id)
left join shipping_excuses using (order_id)
where answered_at_max < dropped_at_min
  and awaited_until_min > dropped_at_max + $deadline_reroute
