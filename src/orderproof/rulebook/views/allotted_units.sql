-- Units that a channel may sell in a time, beside what was ordered there in it and not cancelled.
-- `others` are allotments of the same SKU whose time overlaps for the same channel: what they allow together is not said.
-- key: sku, channel, source, row_id
-- optional: allocations.channel, allocations.valid_from, allocations.valid_until, line_changes, orders.placed_at
with allotted as (
  select
    sku, coalesce(channel, '') as channel, source, row_id, certain, units,
    coalesce(valid_from, $epoch) as valid_from, coalesce(valid_until, $never) as valid_until
  from allocations
),
overlaps as (
  select a.sku, a.channel, a.source, a.row_id,
    count(*) filter (where b.certain) - count(*) filter (where b.certain and b.source = a.source and b.row_id = a.row_id)
      as others_min,
    count(*) - 1 as others_max
  from allotted as a
  join allotted as b
    on b.sku = a.sku and b.channel = a.channel and b.valid_from < a.valid_until and b.valid_until > a.valid_from
  group by a.sku, a.channel, a.source, a.row_id
),
ordered as (
  select order_id, line_id, sku, sum_of(quantity, true) as ordered from lines group by order_id, line_id, sku
),
changed as (
  select order_id, line_id, sum_of(quantity, change = 'cancelled') as cancelled from line_changes group by order_id, line_id
),
bought as (
  select order_id, min(channel) as channel, max(channel) as other_channel, count(channel) = count(*) as told,
    bool_or(certain) as placed, first_of(happened, true) as placed_at
  from orders
  group by order_id
),
sold as (
  select
    a.sku,
    a.channel,
    a.source,
    a.row_id,
    sum(
      case
        when b.placed and b.placed_at_min >= a.valid_from and b.placed_at_max < a.valid_until
          and (a.channel = '' or coalesce(b.told and b.channel = a.channel and b.other_channel = a.channel, false))
          then greatest(o.ordered_min - coalesce(c.cancelled_max, 0), 0)
        else 0
      end
    ) as sold_min,
    sum(
      case
        when b.placed_at_max >= a.valid_from and b.placed_at_min < a.valid_until
          and (a.channel = '' or coalesce(not b.told or a.channel in (b.channel, b.other_channel), true))
          then greatest(o.ordered_max - coalesce(c.cancelled_min, 0), 0)
        else 0
      end
    ) as sold_max
  from allotted as a
  join ordered as o on o.sku = a.sku
  join bought as b on b.order_id = o.order_id
  left join changed as c on c.order_id = o.order_id and c.line_id = o.line_id
  group by a.sku, a.channel, a.source, a.row_id
)
select
  a.sku,
  a.channel,
  a.source,
  a.row_id,
  a.certain,
  a.units,
  o.others_min,
  o.others_max,
  cast(coalesce(s.sold_min, 0) as bigint) as sold_min,
  cast(coalesce(s.sold_max, 0) as bigint) as sold_max
from allotted as a
join overlaps as o on o.sku = a.sku and o.channel = a.channel and o.source = a.source and o.row_id = a.row_id
left join sold as s on s.sku = a.sku and s.channel = a.channel and s.source = a.source and s.row_id = a.row_id
