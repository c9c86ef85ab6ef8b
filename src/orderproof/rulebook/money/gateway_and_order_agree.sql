-- What the shop says of a payment is what the gateway did.
--
-- kind: claim
-- severity: S1
-- handoff: order>payment
-- customer: paid and the order says no, or the order says paid and no money came
-- says: Order {order_id}: {kind} {effect_id} is {claimed_min:money} by the order and {moved_max:money} at the gateway.
-- applies: claims_min > 0 and effect_rows_min > 0
-- source: PY-016, PY-017; settlement reports; medusa 13301, woocommerce-gateway-stripe 838
select
  order_id,
  effect_id,
  kind,
  currency,
  greatest(claimed_min - moved_max, moved_min - claimed_max, 0) as at_risk,
  claimed_min,
  claimed_max,
  moved_min,
  moved_max
from payment_claims
where (
    claimed_successes_min > 0
    and successes_min > 0
    and (
      (claimed_lowest_min > highest_max and claimed_min > moved_max)
      or (claimed_highest_max < lowest_min and claimed_max < moved_min)
    )
  )
  or (
    failures_min > 0
    and successes_max < 1
    and claimed_failures_max < 1
    and claimed_at_min > failed_at_max
    and failed_at_min > pending_at_max
  )
  or (claimed_successes_max < 1 and failure_claimed_at_min > moved_at_max)
  or (kind = 'capture' and claimed_successes_min > 0 and order_captures_max < 1)
