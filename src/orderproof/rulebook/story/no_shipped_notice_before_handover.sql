-- Nobody is told that their order has left before any of it has.
--
-- kind: law
-- severity: S2
-- handoff: warehouse>carrier
-- customer: waits for a parcel that still lies in the warehouse
-- says: Order {order_id}: told to be shipped at {told_shipped_at_max:time}, before anything was handed over.
-- applies: shipped_notices_min > 0 and parcel_rows_min > 0 and digital_max < 1
-- source: WooCommerce #27791
-- plants: shipped-mail-at-release
select order_id, told_shipped_at_max, handed_over_at_min
from order_notices
left join order_parcels using (order_id)
left join digital_units using (order_id)
where told_shipped_at_max < handed_over_at_min
