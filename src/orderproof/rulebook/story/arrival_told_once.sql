-- A parcel's arrival is told once, however often its carrier tells of it.
--
-- kind: promise
-- severity: S2
-- handoff: carrier>customer
-- customer: looks for a second parcel that does not exist
-- says: Order {order_id}: {messages_min} messages of an arrival, and {parcels_max} parcels.
-- applies: messages_min > 0 and parcels_min > 0
-- source: EasyPost and Shippo webhooks (a scan may be told again)
-- plants: delivered-mail-at-shipping
select order_id, recipient, medium, messages_min, parcels_max
from arrival_messages
where messages_min > parcels_max
