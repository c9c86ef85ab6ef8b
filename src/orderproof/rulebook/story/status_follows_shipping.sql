-- A page does not tell an order to be in the making once all of it has left.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: reads a word that says nothing while the parcel is at the door, or cancels what has left
-- says: Order {order_id}: all of it left by {last_left_at_max:time}, and at {vague_at_min:time} it was told not to be shipped.
-- applies: departures_min > 0 and gone_units_min >= bought_units_max
-- source: WooCommerce processing (paid, packed and shipped are one word); UCP order status
select order_id, last_left_at_max, vague_at_min
from shipped_pages
where vague_at_min > last_left_at_max + $deadline_status
