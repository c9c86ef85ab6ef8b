-- Nobody is told that their money is back before any of it is.
--
-- kind: law
-- severity: S2
-- handoff: order>payment
-- customer: counts on money that is not there
-- says: Order {order_id}: told to be refunded at {told_refunded_at_max:time}, before any refund went through.
-- applies: refunded_notices_min > 0 and refund_tries_min > 0
-- source: Saleor ORDER_REFUND_CONFIRMATION
select order_id, told_refunded_at_max, refunded_at_min
from order_notices
left join order_refunds using (order_id)
where told_refunded_at_max < refunded_at_min
