-- When an order is cancelled, nobody goes on packing it.
--
-- kind: promise
-- severity: S1
-- handoff: order>warehouse
-- customer: is told that it was cancelled, and it comes all the same, sooner or later
-- says: Order {order_id} is told {canonical} since {since_at_max:time}, and {open_min} parcels of it are still waiting to leave.
-- applies: canonical = 'cancelled' and coalesce(begun_min, 0) > 0
-- source: WF-036; Fluent SendEventForAllFulfilments(CancelFulfilment)
select order_id, canonical, since_at_max, open_min
from order_status
left join parcel_ends using (order_id)
where open_min > 0 and stands_until_min > since_at_max + $deadline_release
