-- A parcel leaves with what was packed into it, line by line.
--
-- kind: law
-- severity: S1
-- handoff: warehouse>carrier
-- customer: opens a parcel that holds too little, or somebody else's goods
-- says: Order {order_id}, parcel {parcel_id}, line {line_id}: packed {packed_min} to {packed_max}, left with {left_with_min} to {left_with_max}.
-- applies: packings_min > 0 and handovers_min > 0 and packings_max < 2 and calls_off_max < 1
-- source: X12 940, 945 and 856 (ordered, shipped and announced units of one parcel)
select order_id, parcel_id, line_id, packed_min, packed_max, left_with_min, left_with_max
from packed_parcels
where left_with_min > packed_max or packed_min > left_with_max
