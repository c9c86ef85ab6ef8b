-- When paying for an order began, in any currency: the first authorization or capture that succeeded or is under way.
-- key: order_id
select
  order_id,
  count_of(kind in ('authorize', 'capture') and state in ('pending', 'succeeded')) as payings,
  first_of(happened, kind in ('authorize', 'capture') and state in ('pending', 'succeeded')) as paid_at
from payments
group by order_id
