-- No more is taken than the customer agreed to set aside.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: is charged more than they agreed to
-- says: Order {order_id}, payment {payment_id}: {captured_min:money} taken of at most {authorized_max:money} authorized.
-- applies: authorizations_min > 0 and captures_min > 0
-- tolerance: 0
-- source: PY-001; Stripe amount_capturable, commercetools Authorization and Charge
-- plants: captures-all-at-each-shipment
select order_id, payment_id, currency, captured_min - authorized_max as at_risk, captured_min, authorized_max
from payment_flow
where captured_min > authorized_max + $tolerance
  and (undone_max < 1 or captured_at_min > undone_at_max)
