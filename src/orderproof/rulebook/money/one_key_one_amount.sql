-- A key that guards a payment against being made twice is used for that payment alone: one order, one amount.
--
-- kind: claim
-- severity: S1
-- handoff: order>payment
-- customer: waits for a refund that was taken for an older one, or pays in another order's name
-- says: Order {order_id}: key {idempotency_key} stands for a {kind} of {least_max} and of {most_min} minor units, for orders {first_order_max} to {last_order_min}.
-- applies: moves_min > 0
-- source: PY-020; Stripe and Checkout.com idempotency keys, Braintree apiRequestKey; Adyen (a key with another body is refused)
select order_id, source, idempotency_key, kind, least_max, most_min, first_order_max, last_order_min
from key_uses
where least_max < most_min or first_order_max < last_order_min
