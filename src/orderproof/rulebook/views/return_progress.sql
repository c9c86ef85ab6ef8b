-- How far each return has come: asked for, received, and settled one way or another.
-- key: order_id, return_id
select
  order_id,
  return_id,
  count_of(event = 'requested') as requests,
  first_of(happened, event = 'requested') as requested_at,
  first_of(happened, event = 'received') as received_at,
  first_of(happened, event in ('declined', 'inspected', 'closed', 'cancelled')) as ended_at
from returns
group by order_id, return_id
