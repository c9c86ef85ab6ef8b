-- A parcel that its carrier sent back is sent again or paid back in time.
--
-- kind: promise
-- severity: S1
-- handoff: carrier>customer
-- customer: paid for goods that went back to the shop, and hears nothing
-- says: Order {order_id}: parcel {parcel_id} was sent back by {sent_back_at_max:time}; neither goods nor money went out since.
-- applies: sent_back_min > 0 and captures_min > 0
-- source: WF-086; UCP fulfilment event returned_to_sender, AfterShip Exception_011 (returned to sender), Solidus lost_in_transit
select order_id, parcel_id, currency, captured_min as at_risk, sent_back_at_max, amended_at_max, brought_at_max
from sent_back_parcels
where amended_at_max < sent_back_at_min
  and brought_at_max < sent_back_at_min
  and $as_of > sent_back_at_max + $deadline_return
