-- Nobody is told that their order has arrived before any of it has.
--
-- kind: law
-- severity: S1
-- handoff: carrier>customer
-- customer: looks for a parcel that is not there, and may stop waiting for it
-- says: Order {order_id}: told to be delivered at {told_delivered_at_max:time}, before any parcel was.
-- applies: delivered_notices_min > 0 and scans_min > 0 and digital_max < 1
-- source: Shopify delivered notification; Spree (a scan decides what a shipment is told to be)
-- plants: delivered-mail-at-shipping
select order_id, told_delivered_at_max, came_at_min
from order_notices
left join order_scans using (order_id)
left join digital_units using (order_id)
where told_delivered_at_max < came_at_min
