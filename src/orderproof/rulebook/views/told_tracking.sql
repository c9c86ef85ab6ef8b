-- Every tracking number that a message told, and how many numbers of the order's parcels it holds.
-- A link or a list that contains a parcel's number tells it. A parcel that is `unnumbered` may or may not be the one
-- that was meant, and so may one that leaves later: `recorded_until`.
-- key: order_id, notice_id, row_id
-- optional: claimed_parcels
with told as (
  select
    order_id,
    notice_id,
    row_id,
    template,
    told['tracking'] as tracking,
    upper(replace(replace(told['tracking'], ' ', ''), '-', '')) as number,
    certain,
    happened_min,
    happened_max
  from notices
  where event = 'sent' and coalesce(told['tracking'], '') <> ''
),
labels as (
  select order_id, parcel_id, tracking_number, certain from parcels
  union all
  select order_id, parcel_id, tracking_number, false as certain from claimed_parcels
),
numbered as (
  select
    order_id,
    parcel_id,
    coalesce(upper(replace(replace(tracking_number, ' ', ''), '-', '')), '') as number,
    bool_or(certain) as certain
  from labels
  group by order_id, parcel_id, coalesce(upper(replace(replace(tracking_number, ' ', ''), '-', '')), '')
),
by_parcel as (
  select
    order_id,
    parcel_id,
    bool_or(number <> '') as may_be_numbered,
    bool_or(number <> '' and certain) as is_numbered
  from numbered
  group by order_id, parcel_id
),
by_order as (
  select
    order_id,
    count(*) filter (where is_numbered) as numbered_min,
    count(*) filter (where may_be_numbered) as numbered_max,
    count(*) filter (where not is_numbered) as unnumbered_max
  from by_parcel
  group by order_id
),
matched as (
  select
    t.order_id,
    t.notice_id,
    t.row_id,
    count(*) filter (where n.certain) as matches_min,
    count(*) as matches_max
  from told as t
  join numbered as n on n.order_id = t.order_id
  where n.number <> '' and strpos(t.number, n.number) > 0
  group by t.order_id, t.notice_id, t.row_id
)
select
  t.order_id,
  t.notice_id,
  t.row_id,
  t.template,
  t.tracking,
  t.certain,
  t.happened_min as told_at_min,
  t.happened_max as told_at_max,
  $as_of as recorded_until_min,
  $never as recorded_until_max,
  o.numbered_min,
  o.numbered_max,
  0 as unnumbered_min,
  o.unnumbered_max,
  coalesce(m.matches_min, 0) as matches_min,
  coalesce(m.matches_max, 0) as matches_max
from told as t
join by_order as o on o.order_id = t.order_id
left join matched as m on m.order_id = t.order_id and m.notice_id = t.notice_id and m.row_id = t.row_id
