-- One intention to pay sets the money aside once, however often it is tried.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: has twice the price blocked on the card, and may not be able to pay for anything else
-- says: Order {order_id}: for intent {intent_id}, {amount:money} are set aside {held_min} times, last at {last_authorized_at_max:time}, and not let go.
-- applies: held_min > 0
-- source: PY-019; Stripe idempotency guidance (read back before trying again); Medusa 11090, woocommerce-paypal-payments 4029
-- plants: authorize-retried-under-fresh-key
select order_id, intent_id, currency, amount, amount as at_risk, held_min, last_authorized_at_max, lapses_at_min
from authorization_intents
where held_min > 1
  and $as_of > last_authorized_at_max + $deadline_refund
  and lapses_at_min > last_authorized_at_max + $deadline_refund
