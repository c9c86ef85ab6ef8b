-- An order from a marketplace goes where it was sold to go, in the currency and at the speed that were sold.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: gets it at another address, later than paid for, or in another currency
-- says: Order {order_id} is {external_ref} of {channel}, and another {differing} stands in it than was sold.
-- source: WF-003; onX order schema
select external_ref, channel, order_id, differing, differing_min
from channel_heads
where differing_min > 0 and agreeing_max < 1
