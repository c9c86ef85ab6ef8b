-- A parcel that is under way is heard of again, until it is there.
--
-- kind: promise
-- severity: S1
-- handoff: carrier>customer
-- customer: has a parcel that stands still, and nobody looks for it
-- says: Parcel {parcel_id} of order {order_id}: last seen at {last_sighted_at_max:time}, and nothing was done since.
-- applies: parcel_rows_min > 0 and sightings_min > 0 and given_up_max < 1
-- source: AfterShip Expired (30 days without a scan)
select order_id, parcel_id, last_sighted_at_max, outcomes_max
from parcel_progress
left join order_ends using (order_id)
left join shipping_excuses using (order_id)
where
  endings_max < 1
  and excuses_max < 1
  and outcomes_max < 1
  and recorded_until_min > last_sighted_at_max + $deadline_stall
