-- A message about a parcel tells as many units as are in it.
--
-- kind: claim
-- severity: S2
-- handoff: warehouse>carrier
-- customer: misses goods that were never in the parcel, or is surprised by others
-- says: Order {order_id}: message {notice_id} tells of {told_items} units, and the parcel holds {packed_units_max}.
-- applies: handovers_min > 0
-- source: Solidus carton_shipped (a message for each carton, with what is in it)
select order_id, notice_id, row_id, template, told_items, packed_units_min, packed_units_max
from parcel_messages
where packed_units_min > units or packed_units_max < units
