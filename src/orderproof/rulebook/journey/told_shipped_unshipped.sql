-- Who is told that the goods are on their way has a parcel on its way.
--
-- kind: claim
-- severity: S2
-- handoff: warehouse>carrier
-- customer: waits for a parcel that never left
-- says: Order {order_id} is told {canonical}, last by {told_at_max:time}; nothing of it was handed over.
-- applies: canonical in ('partially_shipped', 'shipped', 'partially_delivered', 'delivered') and coalesce(units_min, 0) - digital_max > 0 and collected_max < 1
-- source: UCP fulfilment status derivation; Vendure orderItemsAreShipped guard
select order_id, canonical, told_at_max, handovers_max
from order_status
left join order_parcels using (order_id)
left join order_lines using (order_id)
left join digital_units using (order_id)
left join shipping_excuses using (order_id)
where handovers_max < 1 and sent_max < 1
