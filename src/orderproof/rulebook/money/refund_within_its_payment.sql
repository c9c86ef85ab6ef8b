-- A payment gives back no more than it took.
--
-- kind: law
-- severity: S3
-- handoff: order>payment
-- customer: gets on one card what another card or a voucher had paid
-- says: Order {order_id}, payment {payment_id}: {refunded_min:money} given back of at most {captured_max:money} taken with it.
-- applies: payment_flow.refunds_min > 0 and payment_flow.captures_min > 0
-- source: PY-009; Solidus credit_allowed of a payment, Stripe refunds of a charge, Adyen refunds of a capture
select
  order_id,
  payment_id,
  currency,
  payment_flow.refunded_min - refund_reversed_max - payment_flow.captured_max as at_risk,
  payment_flow.refunded_min,
  payment_flow.captured_max
from payment_flow
left join order_money using (order_id, currency)
where payment_flow.refunded_min - refund_reversed_max > payment_flow.captured_max
