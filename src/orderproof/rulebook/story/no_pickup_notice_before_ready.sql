-- Nobody is told to collect their order before any of it lies ready.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: goes there, and goods are not
-- says: Order {order_id}: told to be ready at {told_ready_at_max:time}, before any of it was packed.
-- applies: ready_notices_min > 0 and lying_parcels_min > 0
-- source: Shopify ready for local pickup
select order_id, told_ready_at_max, lay_ready_at_min
from order_notices
left join pickup_goods using (order_id)
where told_ready_at_max < lay_ready_at_min
