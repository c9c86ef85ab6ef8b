-- A parcel that left under a number is seen by its carrier in time.
--
-- kind: promise
-- severity: S1
-- handoff: warehouse>carrier
-- customer: follows a label that nobody ever put on a truck
-- says: Parcel {parcel_id} of order {order_id}: handed over at {last_handed_over_at_max:time}, not seen by the carrier in time.
-- applies: numbered_handovers_min > 0 and given_up_max < 1
-- source: AfterShip InfoReceived; EasyPost pre_transit
select order_id, parcel_id, last_handed_over_at_max, sighted_at_min
from parcel_progress
left join order_ends using (order_id)
left join shipping_excuses using (order_id)
where
  endings_max < 1
  and excuses_max < 1
  and sighted_at_min > last_handed_over_at_max + $deadline_first_scan
