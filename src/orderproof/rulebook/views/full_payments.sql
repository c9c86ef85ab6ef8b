-- What an order's customer has paid and not got back, and when last, against the highest total that was told.
-- key: order_id
with money as (
  select
    order_id,
    sum_of(
      case when kind = 'capture' then amount else -amount end,
      (kind = 'capture' and state = 'succeeded') or (kind in ('refund', 'chargeback') and state <> 'failed')
    ) as paid,
    last_of(happened, kind = 'capture' and state = 'succeeded') as paid_up_at
  from payments
  group by order_id
),
owed as (
  select order_id, count_of(true) as totals, highest_of(total, true) as total
  from order_totals
  where total is not null
  group by order_id
)
select
  o.order_id,
  o.totals_min,
  o.totals_max,
  o.total_min,
  o.total_max,
  coalesce(m.paid_min, 0) as paid_min,
  coalesce(m.paid_max, 0) as paid_max,
  coalesce(m.paid_up_at_min, $epoch) as paid_up_at_min,
  coalesce(m.paid_up_at_max, $epoch) as paid_up_at_max
from owed as o
left join money as m on m.order_id = o.order_id
