-- Who is told that the goods were delivered has them.
--
-- kind: claim
-- severity: S2
-- handoff: carrier>customer
-- customer: is told that the parcel came, and has nothing
-- says: Order {order_id} is told {canonical}, last by {told_at_max:time}; no carrier delivered any of it.
-- applies: canonical = 'delivered' and coalesce(units_min, 0) - digital_max > 0 and collected_max < 1
-- source: Shopify and Spree tracking status against order status; Olist (1 of 4,998)
select order_id, canonical, told_at_max, deliveries_max
from order_status
left join order_arrivals using (order_id)
left join order_lines using (order_id)
left join digital_units using (order_id)
left join shipping_excuses using (order_id)
where deliveries_max < 1 and brought_max < 1
