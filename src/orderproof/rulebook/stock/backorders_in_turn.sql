-- Whoever has waited longest for goods is served first.
--
-- kind: choice
-- severity: S2
-- handoff: order>warehouse
-- customer: waits on while goods go to somebody who ordered later
-- says: Order {order_id}, line {line_id}: waits for {sku} since {waits_since_max:time}, and somebody who came later was served at {overtaken_at_max:time}.
-- applies: not ship_complete and whole_min > 0 and cancels_max < 1 and excuses_max < 1 and held_max < 1
-- source: Solidus fill_backorder (oldest first); commercetools restock
select order_id, line_id, sku, waits_since_max, served_at_min, overtaken_at_max
from turns
left join shipping_excuses using (order_id)
where served_at_min > overtaken_at_max + $deadline_allocate
