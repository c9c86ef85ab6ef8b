-- What was given up is not taken afterwards.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: is charged for an order whose payment was called off
-- says: Order {order_id}, payment {payment_id}: voided at {voided_at_max:time}, captured at {last_captured_at_min:time}.
-- applies: voids_min > 0 and authorizations_min > 0
-- source: PY-004; Vendure payment Cancelled is final; Visa and Mastercard authorization reversals may be partial
select order_id, payment_id, currency, captured_min as at_risk, voided_at_max, last_captured_at_min, captured_min
from payment_flow
where voided_at_min > last_authorized_at_max
  and (
    last_captured_at_min > emptied_at_max
    or (last_captured_at_min > voided_at_max and captured_min + voided_min > authorized_max)
  )
