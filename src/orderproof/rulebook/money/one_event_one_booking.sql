-- An event of the gateway is booked once, however often it is sent.
--
-- kind: claim
-- severity: S1
-- handoff: order>payment
-- customer: is shown a payment or a refund twice that happened once, and owes or waits for the difference
-- says: Order {order_id}: event {cause_id} was booked {bookings_min} times as a {kind} of {amount:money}.
-- applies: bookings_min > 0
-- source: PY-017; Shopify X-Shopify-Event-Id, Stripe event ids; woocommerce-gateway-stripe 838 (one refund, two records)
select order_id, source, cause_id, effect_id, kind, amount, currency, amount as at_risk, bookings_min
from event_bookings
where bookings_min > 1
