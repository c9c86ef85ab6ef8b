-- What was taken and kept for an order in the order's own currency; `foreign_rows` count money that moved in another
-- one. What was set aside and what was voided only acquits: whoever never shows either, or no times, is judged without.
-- key: order_id
-- branches: independent
with bought as (
  select order_id, min(currency) as currency, max(currency) as other_currency, count_of(true) as orders
  from orders
  group by order_id
),
moves as (
  select order_id, kind, state, amount, currency, certain, happened_min, happened_max 
  from payments
  where kind in ('authorize', 'capture', 'void', 'refund', 'refund_reverse', 'chargeback')
  union all
  select order_id, kind, state, amount, currency, certain, $epoch as happened_min, $as_of as happened_max
  from payments
  where kind = 'capture' and false
),
owned as (
  select
    m.order_id, m.kind, m.state, m.amount, m.happened_min, m.happened_max, b.currency, b.orders_min, b.orders_max,
    m.currency in (b.currency, b.other_currency) as is_own,
    m.currency <> b.currency or m.currency <> b.other_currency as is_foreign,
    m.certain and b.currency = b.other_currency as certain
  from moves as m
  join bought as b on b.order_id = m.order_id
)
select
  order_id,
  min(currency) as currency,
  min(orders_min) as orders_min,
  max(orders_max) as orders_max,
  count_of(kind = 'capture' and state = 'succeeded' and is_own) as captures,
  sum_of(coalesce(amount, 0), kind = 'capture' and state = 'succeeded' and is_own) as captured,
  sum_of(
    coalesce(case when kind in ('capture', 'refund_reverse') then amount else -amount end, 0),
    kind in ('capture', 'refund', 'refund_reverse', 'chargeback') and state = 'succeeded' and is_own
  ) as kept,
  count_of(kind = 'authorize' and state <> 'failed') as authorizations,
  count_of(state = 'succeeded' and is_foreign) as foreign_rows,
  count_of(kind = 'void' and state = 'succeeded') as undone,
  first_of(happened, kind = 'capture' and state = 'succeeded' and is_own) as captured_at,
  last_of(happened, kind = 'void' and state = 'succeeded') as undone_at
from owned
group by order_id
