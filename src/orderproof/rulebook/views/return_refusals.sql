-- Returns that were turned down without a word of why, and when they were asked for.
-- key: order_id, return_id
-- optional: returns(cancelled), returns.reason
select
  order_id,
  return_id,
  count_of(event = 'requested') as requests,
  last_of(happened, event = 'requested') as requested_at,
  count_of(event = 'declined' and reason is null) as refusals,
  count_of(event in ('approved', 'received', 'inspected')) as agreements,
  count_of(event = 'declined' and reason is not null) as reasons
from returns
group by order_id, return_id
