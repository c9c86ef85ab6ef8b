-- Every refund that a message tells the amount of, against the refunds of its order: how many were tried in its
-- currency, the smallest, and all together. A message tells major units, whatever their exponent.
-- key: order_id, notice_id, row_id
with told as (
  select
    n.order_id,
    n.notice_id,
    n.row_id,
    n.told['refund'] as told_refund,
    try_cast(n.told['refund'] as decimal(18, 3)) as amount,
    n.told['currency'] as currency,
    n.certain
  from notices as n
  where n.event = 'sent' and try_cast(n.told['refund'] as decimal(18, 3)) is not null
),
tried as (
  select order_id, currency, amount, certain from payments where kind = 'refund' and amount > 0
),
known as (
  select
    order_id,
    currency,
    count_of(true) as tries,
    lowest_of(amount, true) as smallest,
    sum_of(amount, true) as all_together
  from tried
  group by order_id, currency
),
compared as (
  select
    t.order_id,
    t.notice_id,
    t.row_id,
    k.tries_min,
    k.tries_max,
    case
      when t.amount between k.smallest_min and k.all_together_max then 1
      when t.amount * 100 between k.smallest_min and k.all_together_max then 1
      when t.amount * 1000 between k.smallest_min and k.all_together_max then 1
      else 0
    end as fits
  from told as t
  join known as k on k.order_id = t.order_id
  where t.currency is null or t.currency = k.currency
)
select
  t.order_id,
  t.notice_id,
  t.row_id,
  t.told_refund,
  t.certain,
  cast(sum(c.tries_min) as bigint) as tries_min,
  cast(sum(c.tries_max) as bigint) as tries_max,
  cast(sum(case when c.tries_min = c.tries_max then c.fits else 0 end) as bigint) as fits_min,
  cast(sum(c.fits) as bigint) as fits_max
from told as t
join compared as c on c.order_id = t.order_id and c.notice_id = t.notice_id and c.row_id = t.row_id
group by t.order_id, t.notice_id, t.row_id, t.told_refund, t.certain
