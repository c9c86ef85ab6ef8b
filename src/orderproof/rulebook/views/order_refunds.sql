-- How often a refund of an order was tried, in any currency, and when one first went through.
-- key: order_id
select
  order_id,
  count_of(kind = 'refund') as refund_tries,
  first_of(happened, kind = 'refund' and state = 'succeeded') as refunded_at
from payments
group by order_id
