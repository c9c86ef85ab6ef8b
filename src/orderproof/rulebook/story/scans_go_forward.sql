-- A parcel that was told to be delivered, or lost, is not told to be on its way again.
--
-- kind: claim
-- severity: S2
-- handoff: carrier>customer
-- customer: stays at home for a parcel that came, or looks for one that did not
-- says: Parcel {parcel_id} of order {order_id}: over {ended_at_max:time}, under way {last_way_scan_at_min:time}.
-- applies: parcel_rows_min > 0 and endings_min > 0
-- source: EasyPost tracker statuses; nearmerch #214 (a late scan takes a delivery back)
select order_id, parcel_id, ended_at_max, last_way_scan_at_min
from parcel_story
where last_way_scan_at_min > ended_at_max and sent_back_max < 1
