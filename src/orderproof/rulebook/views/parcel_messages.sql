-- Messages that tell of one parcel, by its number, and how many units it holds, against the units handed over in it.
-- A message that counts lines instead of units is not told apart where both may be meant, and is left out then.
-- key: order_id, notice_id, row_id
with told as (
  select
    n.order_id,
    n.notice_id,
    n.row_id,
    n.template,
    n.told['items'] as told_items,
    try_cast(n.told['items'] as bigint) as units,
    upper(replace(replace(n.told['tracking'], ' ', ''), '-', '')) as number,
    n.certain
  from notices as n
  join profile_notices as p on p.template = n.template
  where n.event = 'sent' and p.cause = 'shipped' and try_cast(n.told['items'] as bigint) is not null
    and coalesce(n.told['tracking'], '') <> ''
),
holding as (
  select
    order_id,
    parcel_id,
    upper(replace(replace(tracking_number, ' ', ''), '-', '')) as number,
    line_id,
    quantity,
    event,
    certain
  from parcels
  where tracking_number is not null and quantity is not null
),
boxes as (
  select
    order_id,
    number,
    count(distinct parcel_id) as parcels,
    count(distinct line_id) as lines_in,
    count_of(event = 'handed_over') as handovers,
    sum_of(quantity, event = 'handed_over') as packed_units
  from holding
  group by order_id, number
)
select
  t.order_id,
  t.notice_id,
  t.row_id,
  t.template,
  t.told_items,
  t.units,
  t.certain,
  b.parcels,
  b.handovers_min,
  b.handovers_max,
  b.packed_units_min,
  b.packed_units_max
from told as t
join boxes as b on b.order_id = t.order_id and b.number = t.number
where t.units <> b.lines_in
