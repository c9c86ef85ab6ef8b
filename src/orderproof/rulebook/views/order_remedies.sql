-- What was granted for an order in one currency: refunds (how much, when last), credits, replacements and exchanges.
-- `credited` is what went to gift cards and store credits for the order.
-- key: order_id, currency
-- optional: balances
with granted as (
  select
    order_id,
    currency,
    count_of(remedy = 'refund') as refunds_granted,
    sum_of(coalesce(amount, 0), remedy = 'refund') as granted,
    last_of(happened, remedy = 'refund') as granted_at,
    count_of(remedy = 'credit') as credits_granted
  from remedies
  group by order_id, currency
),
given as (
  select order_id, currency, sum_of(amount, kind in ('issue', 'give_back')) as credited
  from balances
  where order_id is not null
  group by order_id, currency
)
select
  r.order_id,
  r.currency,
  r.refunds_granted_min,
  r.refunds_granted_max,
  r.granted_min,
  r.granted_max,
  r.granted_at_min,
  r.granted_at_max,
  r.credits_granted_min,
  r.credits_granted_max,
  coalesce(g.credited_min, 0) as credited_min,
  coalesce(g.credited_max, 0) as credited_max
from granted as r
left join given as g on g.order_id = r.order_id and g.currency = r.currency
