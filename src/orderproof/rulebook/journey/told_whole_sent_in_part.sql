-- An order of which a part is still to be sent is not told to be shipped, or delivered, as a whole.
--
-- kind: claim
-- severity: S2
-- handoff: order>warehouse
-- customer: is told that all of it is on its way, opens the parcel, and something is missing
-- says: Order {order_id} is told {canonical} since {since_at_max:time}, and {open_min} units of it are still to be sent.
-- applies: canonical in ('shipped', 'delivered') and coalesce(shipments_min, 0) > 0 and nested_max < 1
-- source: Vendure orderItemsAreShipped guard; UCP status derivation (partial while something is left)
select order_id, canonical, since_at_max, open_min, shipped_at_max
from order_status
left join order_progress using (order_id)
left join shipping_excuses using (order_id)
where
  coalesce(open_min, 0) > 0
  and excuses_max < 1
  and collected_max < 1
  and stands_until_min > greatest(since_at_max, ordered_at_max) + $deadline_status
