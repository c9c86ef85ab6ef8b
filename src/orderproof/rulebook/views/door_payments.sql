-- Orders that are to be paid at the door, and what was collected for them by anybody: captured, or paid out.
-- key: order_id
with terms as (
  select
    order_id,
    min(currency) as currency,
    count_of(coalesce(terms, '') in ('on_delivery', 'cash_on_delivery', 'cod')) as at_the_door
  from orders
  group by order_id
),
money as (
  select
    order_id,
    count_of(kind = 'capture' and state <> 'failed') as captures,
    count_of(not kind <> 'settle' and state <> 'failed') as payouts
  from payments
  group by order_id
)
select
  t.order_id,
  t.currency,
  t.at_the_door_min,
  t.at_the_door_max,
  coalesce(m.captures_min, 0) + coalesce(m.payouts_min, 0) as collections_min,
  coalesce(m.captures_max, 0) + coalesce(m.payouts_max, 0) as collections_max
from terms as t
left join money as m on m.order_id = t.order_id
