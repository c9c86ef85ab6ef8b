-- Whoever's order was cancelled has their money back in time.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: paid for an order that no longer exists
-- says: Order {order_id}, cancelled by {last_cancelled_at_max:time}: {captured_min:money} taken, {refunded_max:money} returned.
-- applies: coalesce(cancels_min, 0) > 0 and coalesce(open_lines_max, 1) < 1 and coalesce(shipped_max, 0) < 1
-- tolerance: 0
-- source: PY-030, WF-036, WF-092; directive 2011/83/EU article 13, 16 CFR 435; Fluent cancel events
-- plants: cancel-keeps-money
select
  order_id,
  currency,
  captured_min - refunded_max + refund_reversed_min - charged_back_max as at_risk,
  last_cancelled_at_max,
  captured_min,
  refunded_max
from order_money
left join order_cancels using (order_id)
where captured_min - refunded_max + refund_reversed_min - charged_back_max > $tolerance
  and (voids_max < 1 or captured_at_min > last_voided_at_max)
  and $as_of > last_cancelled_at_max + $deadline_refund
