-- Who gets everything back gets back what they saw themselves pay, in their own currency.
--
-- kind: law
-- severity: S1
-- handoff: shipment>return
-- customer: loses on the exchange of money that was never theirs to risk
-- says: Order {order_id}, payment {payment_id}: all refunded, {shown_refunded_max} of {shown_captured_min} as shown.
-- applies: refunds_min > 0 and captures_min > 0
-- tolerance: 0
-- source: FX-005; Shopify presentment amounts of refunds
select
  order_id,
  payment_id,
  currency,
  presentment_currency,
  captured_max,
  refunded_min,
  shown_captured_min,
  shown_refunded_max
from shown_payments
where refunded_min >= captured_max and shown_refunded_max < shown_captured_min - $tolerance
