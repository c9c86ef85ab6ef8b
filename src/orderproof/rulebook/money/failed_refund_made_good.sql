-- A refund that failed or came back is made good in time.
--
-- kind: promise
-- severity: S1
-- handoff: shipment>return
-- customer: was promised the money, and it lies with the shop again
-- says: Order {order_id}: refund {refund_id} of {asked_min:money} failed or came back by {setback_at_max:time}, and nothing was given since.
-- applies: setbacks_min > 0 and captures_min > 0
-- source: PY-028; Saleor REFUND_REVERSE and REFUND_FAILURE, Stripe refund.failed (the amount is yours to return by other means)
select order_id, refund_id, currency, asked_min as at_risk, asked_min, setback_at_max, net_max, kept_min
from refund_setbacks
where net_max < 1
  and given_at_max < setback_at_min
  and kept_min >= asked_max
  and $as_of > setback_at_max + $deadline_refund
