-- A parcel names the place that its goods were taken from.
--
-- kind: law
-- severity: S3
-- handoff: warehouse>carrier
-- customer: follows a parcel that is said to come from elsewhere
-- says: Order {order_id}, line {line_id}: {given_min} units were taken from {location}, parcels from there held {sent_max}.
-- applies: given_min > 0 and all_sent_min >= all_given_max
-- source: ship-from of a label and the location of a fulfilment
select order_id, line_id, location, given_min, sent_max, unplaced_max
from left_places
where given_min > sent_max + unplaced_max
