-- The tracking number in a message is that of a parcel of the order.
--
-- kind: claim
-- severity: S2
-- handoff: carrier>customer
-- customer: follows a stranger's parcel, or none
-- says: Order {order_id}: message {notice_id} tells the number {tracking}, which no parcel of the order has.
-- applies: numbered_min > 0
-- source: UCP tracking_url; nearmerch #214 (a second parcel erases the first number)
select order_id, notice_id, row_id, template, tracking, told_at_max, numbered_min
from told_tracking
where matches_max < 1 and unnumbered_max < 1 and recorded_until_min > told_at_max + $deadline_ship
