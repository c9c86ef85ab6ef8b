-- What was ordered for a later day does not leave before that day.
--
-- kind: promise
-- severity: S2
-- handoff: order>warehouse
-- customer: gets flowers, or a pre-ordered thing, when nobody is there to take them
-- says: Parcel {parcel_id} of order {order_id} left by {left_at_max:time}, and was to leave {not_before_at_min:time} at the earliest.
-- applies: scheduled_min > 0 and handovers_min > 0
-- source: Shopify fulfilment order SCHEDULED and fulfill_at
select order_id, parcel_id, left_at_max, not_before_at_min
from parcel_schedule
where left_at_max < not_before_at_min
