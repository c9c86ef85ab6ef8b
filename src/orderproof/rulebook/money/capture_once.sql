-- One intention to pay takes the money once, however often it is tried.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: is charged twice
-- says: Order {order_id}: intent {intent_id} was captured {captures_min} times, {captured_min:money} together.
-- applies: captures_min > 0
-- source: PY-003; Medusa 11090 and 13301, woocommerce-paypal-payments 4029; Stripe idempotency keys
-- plants: capture-retried-under-fresh-key
select
  order_id,
  intent_id,
  currency,
  captured_min - greatest(authorized_max, largest_max) as at_risk,
  captures_min,
  captured_min
from capture_intents
where captures_min > 1 and captured_min > authorized_max
