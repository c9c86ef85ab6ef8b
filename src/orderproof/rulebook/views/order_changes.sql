-- What changed an order after it was placed and its total first told, from whatever is observed: edits (of lines, or asked
-- for), discounts added later, units cancelled, an order called off, goods or money on their way back; and whether it is paid
-- elsewhere (on terms, to a marketplace, at a till). What is not observed changed nothing.
-- `later_changes` leaves out lines that were told before the placing was answered: they belong to it.
-- key: order_id
-- branches: independent
with starts as (
  select order_id, 'placed' as what, certain, happened_min, happened_max from orders
  union all
  select order_id, 'told' as what, certain, happened_min, happened_max from order_totals where surface <> 'quote'
),
bought as (
  select
    order_id,
    coalesce(bool_or(certain) filter (where what = 'placed'), false) as is_sure,
    min(happened_min) filter (where what = 'placed') as placed_from,
    max(happened_max) filter (where what = 'placed') as placed_until,
    min(happened_max) filter (where what = 'placed') as surely_placed_until,
    min(happened_max) filter (where what = 'told') as perhaps_told_first_until,
    coalesce(bool_or(certain) filter (where what = 'told'), false) as is_told,
    min(happened_min) filter (where what = 'told') as told_from,
    min(happened_max) filter (where what = 'told' and certain) as told_until,
    max(happened_max) filter (where what = 'told') as perhaps_told_until
  from starts
  group by order_id
),
settled as (
  select
    order_id,
    is_sure,
    case when is_told then greatest(placed_from, told_from) else placed_from end as settled_from,
    greatest(placed_until, coalesce(told_until, perhaps_told_until, placed_until)) as settled_until,
    greatest(surely_placed_until, coalesce(perhaps_told_first_until, surely_placed_until)) as answered_at
  from bought
  where placed_from is not null
),
told as (
  select order_id, 'placed' as what, certain, happened_min, happened_max from orders
  union all
  select order_id, 'placed' as what, certain, $epoch as happened_min, $as_of as happened_max from orders where false
  union all
  select order_id, 'paid elsewhere' as what, certain, happened_min, happened_max from orders where terms <> 'prepaid'
  union all
  select order_id, 'paid elsewhere' as what, certain, happened_min, happened_max
  from orders
  where channel like 'marketplace%' or channel like 'pos%'
  union all
  select
    l.order_id,
    case when l.quantity < 0 or l.happened_max > b.answered_at then 'edited' else 'perhaps edited' end as what,
    l.certain and (l.quantity < 0 or coalesce(b.is_sure and l.happened_min > b.settled_until, false)) as certain,
    l.happened_min, l.happened_max
  from lines as l
  left join settled as b on b.order_id = l.order_id
  where l.quantity < 0 or l.happened_min > b.settled_from
  union all
  select
    d.order_id, 'discounted' as what, d.certain and b.is_sure and d.happened_min > b.settled_until as certain,
    d.happened_min, d.happened_max
  from discounts as d
  join settled as b on b.order_id = d.order_id
  where d.happened_min > b.settled_from
  union all
  select order_id, 'edited' as what, certain and outcome = 'ok' as certain, happened_min, happened_max
  from commands
  where verb in ('edit', 'exchange') and outcome <> 'refused' and order_id is not null
  union all
  select order_id, 'edited' as what, certain, happened_min, happened_max
  from statuses
  where object_type = 'order' and canonical = 'modifying'
  union all
  select order_id, 'units cancelled' as what, certain, happened_min, happened_max
  from line_changes
  where change = 'cancelled'
  union all
  select order_id, 'called off' as what, certain, happened_min, happened_max
  from statuses
  where object_type = 'order' and canonical in ('cancelled', 'expired', 'failed')
  union all
  select order_id, 'called off' as what, certain and outcome = 'ok' as certain, happened_min, happened_max
  from commands
  where verb in ('cancel', 'cancel_line') and outcome <> 'refused' and order_id is not null
  union all
  select order_id, 'returned' as what, certain, happened_min, happened_max
  from line_changes
  where change in ('return_requested', 'returned')
  union all
  select order_id, 'returned' as what, certain, happened_min, happened_max from returns
  union all
  select order_id, 'refunded' as what, certain, happened_min, happened_max
  from payments
  where kind in ('refund', 'chargeback') and state <> 'failed'
)
select
  order_id,
  count_of(what not in ('placed', 'paid elsewhere', 'refunded')) as changes,
  count_of(what in ('edited', 'perhaps edited', 'units cancelled', 'called off', 'returned')) as goods_changes,
  count_of(what in ('edited', 'units cancelled', 'called off', 'returned')) as later_changes,
  count_of(what in ('units cancelled', 'called off', 'returned')) as reductions,
  count_of(what in ('edited', 'perhaps edited', 'discounted', 'called off', 'returned', 'refunded')) as other_changes,
  count_of(what in ('units cancelled', 'called off')) as withdrawals,
  count_of(what in ('edited', 'perhaps edited')) as edits,
  count_of(what = 'paid elsewhere') as paid_elsewhere,
  first_of(happened, what in ('units cancelled', 'called off', 'returned')) as reduced_at,
  last_of(happened, what in ('edited', 'perhaps edited', 'units cancelled', 'called off', 'returned')) as goods_changed_at,
  last_of(happened, what in ('edited', 'perhaps edited')) as last_edited_at
from told
group by order_id
