-- Exchanges that were granted, each with its difference (what goes to the customer; below nothing where they pay), what
-- was taken in its name, and what of the order's money was given back in any.
-- key: order_id, remedy_id, currency
with granted as (
  select
    order_id,
    remedy_id,
    currency,
    count_of(remedy = 'exchange') as exchanges,
    sum_of(amount, remedy = 'exchange') as difference,
    last_of(happened, remedy = 'exchange') as granted_at
  from remedies
  where amount is not null
  group by order_id, remedy_id, currency
),
taken as (
  select order_id, intent_id, currency, sum_of(amount, kind = 'capture' and state = 'succeeded') as taken
  from payments
  where intent_id is not null
  group by order_id, intent_id, currency
)
select
  g.order_id,
  g.remedy_id,
  g.currency,
  g.exchanges_min,
  g.exchanges_max,
  g.difference_min,
  g.difference_max,
  g.granted_at_min,
  g.granted_at_max,
  coalesce(t.taken_min, 0) as taken_min,
  coalesce(t.taken_max, 0) as taken_max
from granted as g
left join taken as t on t.order_id = g.order_id and t.intent_id = g.remedy_id and t.currency = g.currency
