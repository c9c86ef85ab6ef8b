-- Orders of goods that have to be brought, and how often any date was promised for them.
-- Who sells at a till hands over at once; downloads have no date.
-- key: order_id
-- optional: orders.channel, lines.requires_shipping, promises.ship_by, promises.deliver_from, promises.deliver_by
with placed as (
  select
    order_id,
    count_of(not coalesce(channel, '') like 'pos%') as brought_orders,
    last_of(happened, true) as last_placed_at
  from orders
  group by order_id
),
goods as (
  select order_id, count_of(coalesce(requires_shipping, true)) as goods_lines from lines group by order_id
),
told as (
  select
    order_id, count_of(coalesce(ship_by, deliver_from, deliver_by) is not null) as dates
  from promises
  group by order_id
)
select
  p.order_id,
  p.brought_orders_min,
  p.brought_orders_max,
  p.last_placed_at_min,
  p.last_placed_at_max,
  g.goods_lines_min,
  g.goods_lines_max,
  coalesce(t.dates_min, 0) as dates_min,
  coalesce(t.dates_max, 0) as dates_max,
  $as_of as recorded_until_min,
  $never as recorded_until_max
from placed as p
join goods as g on g.order_id = p.order_id
left join told as t on t.order_id = p.order_id
