-- A parcel leaves for the address to which the order goes, also where that was changed since the label was printed.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: moved, said so in time, and the parcel goes to the old address, or to somebody else's
-- says: Parcel {parcel_id} of order {order_id} left by {left_at_max:time}, and the address on it was the order's at most until {in_force_until_max:time}.
-- applies: known_min > 0
-- source: WF-054; a change of address voids the label or is refused
select order_id, parcel_id, left_at_max, in_force_until_max
from label_addresses
where in_force_until_max < left_at_min - $deadline_address
