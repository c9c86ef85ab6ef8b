-- Nobody is told that their order is cancelled while it is not.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: buys elsewhere, and gets and pays the order all the same
-- says: Order {order_id}: told to be cancelled at {told_cancelled_at_max:time}, and nothing of it ever was.
-- applies: cancelled_notices_min > 0 and status_rows_min > 0
-- source: Saleor ORDER_CANCELED; WooCommerce #27791 (a mail of a status that was only passed through)
select order_id, told_cancelled_at_max, offs_max
from order_notices
left join order_calls_off using (order_id)
where offs_max < 1 and recorded_until_min > told_cancelled_at_max + $deadline_status
