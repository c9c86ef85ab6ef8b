-- Lines that wait for goods altogether, and when somebody who began to wait later was served before them.
-- Compared are lines of the same SKU, for as many units, to the same country, of no higher priority, in orders that
-- need not leave together; and only where the profile says that who waits longest is served first. `overtaken_at`: when
-- the first of those was served. `served_at`: when the line itself was.
-- key: order_id, line_id
-- optional: orders.priority, orders.ship_country, orders.ship_complete, line_changes(allocated), line_changes(picked), line_changes(shipped), line_changes(cancelled)
with ordered as (
  select order_id, line_id, sku, sum_of(quantity, true) as ordered from lines group by order_id, line_id, sku
),
moved as (
  select
    order_id,
    line_id,
    count_of(change = 'backordered') as backorders,
    sum_of(quantity, change = 'backordered') as backordered,
    first_of(happened, change = 'backordered') as waits_since,
    count_of(change = 'cancelled') as cancels,
    count_of(change in ('allocated', 'picked', 'shipped')) as servings,
    first_of(happened, change in ('allocated', 'picked', 'shipped')) as served_at
  from line_changes
  group by order_id, line_id
),
whose as (
  select
    order_id,
    min(coalesce(priority, 1)) as priority,
    max(coalesce(priority, 1)) as other_priority,
    min(coalesce(ship_country, '')) as country,
    max(coalesce(ship_country, '')) as other_country,
    bool_or(coalesce(ship_complete, false)) as ship_complete,
    bool_and(certain) as certain
  from orders
  group by order_id
),
waiting as (
  select
    o.order_id,
    o.line_id,
    o.sku,
    o.ordered_min,
    o.ordered_max,
    m.backordered_min,
    m.backordered_max,
    m.backorders_min,
    m.backorders_max,
    m.waits_since_min,
    m.waits_since_max,
    m.cancels_min,
    m.cancels_max,
    m.servings_max,
    m.served_at_min,
    m.served_at_max,
    w.priority,
    w.other_priority,
    w.country,
    w.other_country,
    w.ship_complete,
    w.certain
  from ordered as o
  join moved as m on m.order_id = o.order_id and m.line_id = o.line_id
  join whose as w on w.order_id = o.order_id
  cross join profile_stock as p
  where m.backorders_max > 0 and p.backorders_served = 'in_turn'
),
overtaken as (
  select
    a.order_id,
    a.line_id,
    min(b.served_at_min) filter (
      where a.waits_since_min < b.waits_since_max and a.ordered_max >= b.ordered_min and b.ordered_max >= a.ordered_min
        and b.backordered_max >= b.ordered_min and b.servings_max > 0
    ) as overtaken_at_min,
    min(b.served_at_max) filter (
      where a.certain and b.certain and a.waits_since_max < b.waits_since_min
        and a.ordered_min = a.ordered_max and b.ordered_min = b.ordered_max and a.ordered_min = b.ordered_min
        and b.backordered_min >= b.ordered_max
        and a.other_priority <= b.priority and a.country = a.other_country and b.country = b.other_country
    ) as overtaken_at_max
  from waiting as a
  join waiting as b on b.sku = a.sku and (b.order_id <> a.order_id or b.line_id <> a.line_id)
    and a.priority <= b.other_priority and a.country in (b.country, b.other_country)
  group by a.order_id, a.line_id
)
select
  w.order_id,
  w.line_id,
  w.sku,
  w.ship_complete,
  w.backordered_min - w.ordered_max + 1 as whole_min,
  w.backordered_max - w.ordered_min + 1 as whole_max,
  w.waits_since_min,
  w.waits_since_max,
  w.cancels_min,
  w.cancels_max,
  w.served_at_min,
  w.served_at_max,
  coalesce(o.overtaken_at_min, $never) as overtaken_at_min,
  coalesce(o.overtaken_at_max, $never) as overtaken_at_max
from waiting as w
left join overtaken as o on o.order_id = w.order_id and o.line_id = w.line_id
