-- Money is taken while the authorization still stands.
--
-- kind: law
-- severity: S2
-- handoff: order>payment
-- customer: meets a payment that fails, or is charged on a promise that had lapsed
-- says: Order {order_id}, payment {payment_id}: captured at {last_captured_at_min:time}, lapsed at {expires_at_max:time}.
-- applies: captures_min > 0 and expiries_min > 0 and open_ended_max < 1
-- source: PY-005; Stripe capture_before, Visa and Mastercard authorization validity by scheme
select order_id, payment_id, currency, last_captured_at_min, expires_at_max
from payment_flow
where last_captured_at_min > expires_at_max
