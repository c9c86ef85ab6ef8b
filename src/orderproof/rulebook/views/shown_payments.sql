-- What was taken from a payment and given back, as it was booked and as the customer saw it in another currency.
-- key: order_id, payment_id, currency, presentment_currency
select
  order_id,
  payment_id,
  currency,
  presentment_currency,
  count_of(kind = 'capture' and state = 'succeeded') as captures,
  sum_of(amount, kind = 'capture' and state = 'succeeded') as captured,
  sum_of(presentment_amount, kind = 'capture' and state = 'succeeded') as shown_captured,
  count_of(kind = 'refund' and state = 'succeeded') as refunds,
  sum_of(amount, kind = 'refund' and state = 'succeeded') as refunded,
  sum_of(presentment_amount, kind = 'refund' and state = 'succeeded') as shown_refunded
from payments
where payment_id is not null and presentment_currency <> currency
group by order_id, payment_id, currency, presentment_currency
