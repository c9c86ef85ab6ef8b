-- How often one cause was refunded from one payment in one amount, told twice under one effect counted once; beside it
-- how often that payment (the order, where no payment is named) was captured, and how many refunds came back.
-- key: order_id, refund_id, payment_id, currency, amount
-- branches: independent
with moves as (
  select
    order_id, refund_id, payment_id, currency, amount, kind, coalesce(effect_id, source || '/' || row_id) as effect,
    certain
  from payments
  where kind in ('capture', 'refund', 'refund_reverse') and state = 'succeeded'
  union all
  select
    order_id, refund_id, cast(null as varchar) as payment_id, currency, amount, kind, row_id as effect, certain
  from payments
  where kind = 'refund' and false
),
refunds as (
  select order_id, refund_id, payment_id, currency, amount, effect, count_of(true) as told
  from moves
  where kind = 'refund' and refund_id is not null
  group by order_id, refund_id, payment_id, currency, amount, effect
),
causes as (
  select
    order_id,
    refund_id,
    payment_id,
    currency,
    amount,
    count(*) filter (where told_min > 0) as refunds_min,
    count(*) as refunds_max
  from refunds
  group by order_id, refund_id, payment_id, currency, amount
),
beside as (
  select order_id, payment_id, count_of(kind = 'capture') as captures, count_of(kind = 'refund_reverse') as reversals
  from moves
  where payment_id is not null
  group by order_id, payment_id
),
around as (
  select order_id, count_of(kind = 'capture') as captures, count_of(kind = 'refund_reverse') as reversals
  from moves
  group by order_id
)
select
  c.order_id,
  c.refund_id,
  c.payment_id,
  c.currency,
  c.amount,
  c.refunds_min,
  c.refunds_max,
  case when c.payment_id is null then a.captures_min else coalesce(b.captures_min, 0) end as captures_min,
  case when c.payment_id is null then a.captures_max else coalesce(b.captures_max, 0) end as captures_max,
  a.reversals_min,
  a.reversals_max
from causes as c
join around as a on a.order_id = c.order_id
left join beside as b on b.order_id = c.order_id and b.payment_id = c.payment_id
