-- How many payments hold the same sum for one intention to pay: set aside and not let go. `lapses_at` is when the first
-- of them ends by itself: any time, where nobody says. A payment of which something was taken still holds it.
-- key: order_id, intent_id, currency, amount
with begun as (
  select
    order_id,
    intent_id,
    payment_id,
    currency,
    amount,
    count_of(true) as starts,
    last_of(happened, true) as begun_at,
    min(coalesce(expires_at, $epoch)) as lapses_at_least,
    min(coalesce(expires_at, $never)) as lapses_at_most
  from payments
  where kind = 'authorize' and state = 'succeeded' and amount > 0 and intent_id is not null and payment_id is not null
  group by order_id, intent_id, payment_id, currency, amount
),
given_up as (
  select order_id, payment_id, count_of(kind = 'void' and state <> 'failed') as voids
  from payments
  group by order_id, payment_id
),
held as (
  select b.*, b.starts_min > 0 and g.voids_max = 0 as is_held, g.voids_min = 0 as may_be_held
  from begun as b
  join given_up as g on g.order_id = b.order_id and g.payment_id = b.payment_id
)
select
  order_id,
  intent_id,
  currency,
  amount,
  count(*) filter (where is_held) as held_min,
  count(*) filter (where may_be_held) as held_max,
  coalesce(max(begun_at_min) filter (where is_held), $epoch) as last_authorized_at_min,
  max(begun_at_max) as last_authorized_at_max,
  coalesce(min(lapses_at_least) filter (where may_be_held), $epoch) as lapses_at_min,
  coalesce(min(lapses_at_most) filter (where is_held), $never) as lapses_at_max
from held
group by order_id, intent_id, currency, amount
