-- Every payment is money taken, once and for good: the export knows no authorization, failure or refund.
-- `payment_sequential` counts the payments of one order. When it was taken is known where the order's approval is.
select
    order_id || '/' || payment_sequential as row_id,
    payment_sequential as seq,
    order_id,
    payment_sequential as payment_id,
    nullif(payment_type, 'not_defined') as tender,
    'capture' as kind,
    'succeeded' as state,
    minor(payment_value, 'BRL') as amount,
    'BRL' as currency,
    sample.approved_at as occurred_at
from order_payments
left join sample using (order_id)
