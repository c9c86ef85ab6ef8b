-- Money is given back only after it was taken.
--
-- kind: claim
-- severity: S2
-- handoff: order>payment
-- customer: is paid what they never paid, and may be charged for it later
-- says: Order {order_id}: {refunded_min:money} given back from {refunded_at_max:time} on; taking began {captured_at_min:time}.
-- applies: refunds_min > 0 and captures_min > 0
-- source: Vendure modifyOrder of an authorized order; Vendure #4013
select order_id, currency, refunded_min, refunded_at_max, captured_at_min
from order_money
where refunded_at_max < captured_at_min
