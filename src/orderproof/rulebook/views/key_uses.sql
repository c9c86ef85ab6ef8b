-- What one idempotency key moved by one source's word: the least and the most, and for which orders. A key of another
-- kind of call is another key.
-- key: order_id, source, idempotency_key, kind
-- branches: independent
with told as (
  select order_id, source, idempotency_key, kind, amount, state, certain
  from payments
  where idempotency_key is not null
  union all
  select order_id, source, idempotency_key, kind, amount, state, certain
  from claimed_payments
  where idempotency_key is not null
),
uses as (
  select
    source,
    idempotency_key,
    kind,
    lowest_of(amount, state = 'succeeded') as least,
    highest_of(amount, state = 'succeeded') as most,
    lowest_of(order_id, state = 'succeeded') as first_order,
    highest_of(order_id, state = 'succeeded') as last_order
  from told
  group by source, idempotency_key, kind
),
users as (
  select order_id, source, idempotency_key, kind, count_of(state = 'succeeded') as moves
  from told
  group by order_id, source, idempotency_key, kind
)
select
  o.order_id,
  o.source,
  o.idempotency_key,
  o.kind,
  o.moves_min,
  o.moves_max,
  u.least_min,
  u.least_max,
  u.most_min,
  u.most_max,
  u.first_order_min,
  u.first_order_max,
  u.last_order_min,
  u.last_order_max
from users as o
join uses as u on u.source = o.source and u.idempotency_key = o.idempotency_key and u.kind = o.kind
