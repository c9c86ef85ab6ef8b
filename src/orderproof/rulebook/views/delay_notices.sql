-- Of orders that a day of leaving was promised for: when the first message went out that tells of a delay, by the declared policy (which must owe one), against when the
-- order was placed, and whether a marketplace or a till tells its customers itself.
-- key: order_id
-- optional: orders.channel
with owed as (
  select max(template) as template from profile_notices where cause = 'delayed' having count(*) > 0
),
promised as (
  select distinct order_id from promises where ship_by is not null
),
placed as (
  select
    order_id,
    count_of(true) as delay_orders,
    count_of(coalesce(channel, '') like 'marketplace%' or coalesce(channel, '') like 'pos%') as delays_told_elsewhere
  from orders
  group by order_id
),
telling as (
  select n.order_id, n.certain, n.happened_min, n.happened_max
  from notices as n
  join profile_notices as p on p.template = n.template
  where n.event = 'sent' and p.cause in ('delayed', 'date_changed', 'backordered')
),
told as (
  select order_id, first_of(happened, true) as told_delayed_at from telling group by order_id
)
select
  p.order_id,
  p.delay_orders_min,
  p.delay_orders_max,
  p.delays_told_elsewhere_min,
  p.delays_told_elsewhere_max,
  coalesce(t.told_delayed_at_min, $as_of) as told_delayed_at_min,
  coalesce(t.told_delayed_at_max, $never) as told_delayed_at_max
from placed as p
join promised as d on d.order_id = p.order_id
cross join owed as o
left join told as t on t.order_id = p.order_id
