-- Money is given back in the currency in which it was paid.
--
-- kind: law
-- severity: S1
-- handoff: shipment>return
-- customer: gets a number of one currency in another, or pays their bank for changing it back
-- says: Order {order_id}, payment {payment_id}: {refunded_min:money} given back, and nothing was taken in {currency}.
-- applies: refunds_min > 0 and captures_min > 0
-- source: FX-005; Stripe and Adyen refund in the currency of the charge
select order_id, payment_id, currency, refunded_min, captures_min
from refund_currencies
where captures_in_it_max < 1
