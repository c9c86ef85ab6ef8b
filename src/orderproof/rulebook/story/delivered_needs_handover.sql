-- A parcel is on its way only once it was handed over.
--
-- kind: law
-- severity: S2
-- handoff: warehouse>carrier
-- customer: follows a parcel that has not left
-- says: Parcel {parcel_id} of order {order_id} was on its way at {first_moving_scan_at_max:time}, not handed over.
-- applies: parcel_rows_min > 0 and moving_scans_min > 0
-- source: Olist (0 of 4,856 delivered before they were handed over)
select order_id, parcel_id, first_moving_scan_at_max, handed_over_at_min
from parcel_story
where first_moving_scan_at_max < handed_over_at_min
