-- How often one intention to take money took it: captures that stand (not undone by a void of the same payment), told
-- twice under one effect counted once. `authorized` is what the same intention had set aside: it may be taken in parts.
-- key: order_id, intent_id, currency
-- branches: independent
with voidings as (
  select order_id, payment_id, certain, happened_min, happened_max
  from payments
  where not kind <> 'void' and state = 'succeeded' and payment_id is not null
  union all
  select order_id, '' as payment_id, certain, happened_min, happened_max from payments where false
),
voided as (
  select
    order_id,
    payment_id,
    max(happened_max) as perhaps_by,
    max(happened_min) filter (where certain) as surely_by
  from voidings
  group by order_id, payment_id
),
takings as (
  select
    order_id, intent_id, currency, amount, payment_id, coalesce(effect_id, source || '/' || row_id) as effect,
    certain, happened_min, happened_max
  from payments
  where kind = 'capture' and state = 'succeeded' and intent_id is not null
  union all
  select
    order_id, intent_id, currency, amount, '' as payment_id, row_id as effect, certain, happened_min, happened_max
  from payments
  where kind = 'capture' and intent_id is not null and false
),
effects as (
  select
    t.order_id,
    t.intent_id,
    t.currency,
    t.effect,
    min(t.amount) as least_amount,
    max(t.amount) as most_amount,
    count(*) filter (where t.certain and coalesce(v.perhaps_by < t.happened_min, true)) as standing_min,
    count(*) filter (where coalesce(v.surely_by <= t.happened_max, true)) as standing_max
  from takings as t
  left join voided as v on v.order_id = t.order_id and v.payment_id = t.payment_id
  group by t.order_id, t.intent_id, t.currency, t.effect
),
allowed as (
  select order_id, intent_id, currency, sum_of(amount, not kind <> 'authorize' and state = 'succeeded') as authorized
  from payments
  where intent_id is not null
  group by order_id, intent_id, currency
)
select
  e.order_id,
  e.intent_id,
  e.currency,
  count(*) filter (where e.standing_min > 0) as captures_min,
  count(*) filter (where e.standing_max > 0) as captures_max,
  coalesce(cast(sum(e.least_amount) filter (where e.standing_min > 0) as bigint), 0) as captured_min,
  coalesce(cast(sum(e.most_amount) filter (where e.standing_max > 0) as bigint), 0) as captured_max,
  max(e.most_amount) as largest_max,
  min(a.authorized_min) as authorized_min,
  max(a.authorized_max) as authorized_max
from effects as e
join allowed as a on a.order_id = e.order_id and a.intent_id = e.intent_id and a.currency = e.currency
group by e.order_id, e.intent_id, e.currency
