-- Events that were to be told to a subscriber: when they were first due, when first accepted, and when the same
-- subscriber last accepted anything, so that it is known
-- to live: it may yet answer for all that anybody knows.
-- key: subscriber, event_id
with told as (
  select subscriber, event_id, max(order_id) as order_id, count_of(true) as tellings,
    first_of(happened, true) as due_at,
    first_of(happened, event = 'accepted') as accepted_at
  from deliveries
  group by subscriber, event_id
),
taken as (
  select subscriber, last_of(happened, event = 'accepted') as last_accepted_at from deliveries group by subscriber
)
select
  t.subscriber,
  t.event_id,
  t.order_id,
  t.tellings_min,
  t.tellings_max,
  t.due_at_min,
  t.due_at_max,
  t.accepted_at_min,
  t.accepted_at_max,
  k.last_accepted_at_min,
  $never as last_accepted_at_max
from told as t
join taken as k on k.subscriber = t.subscriber
