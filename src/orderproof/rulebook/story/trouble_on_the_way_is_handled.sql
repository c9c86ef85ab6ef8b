-- A parcel that met with trouble goes on, or somebody makes up for it.
--
-- kind: promise
-- severity: S1
-- handoff: carrier>customer
-- customer: is told of a failed delivery, and nobody takes care of it
-- says: Parcel {parcel_id} of order {order_id}: in trouble since {last_trouble_at_max:time}, and nothing was done.
-- applies: parcel_rows_min > 0 and troubles_min > 0 and given_up_max < 1
-- source: UCP failed_attempt and undeliverable; AfterShip Exception and AttemptFail
select order_id, parcel_id, last_trouble_at_max, last_progress_at_max
from parcel_progress
left join order_ends using (order_id)
left join shipping_excuses using (order_id)
where
  endings_max < 1
  and excuses_max < 1
  and last_progress_at_max < last_trouble_at_min
  and recorded_until_min > last_trouble_at_max + $deadline_exception
