-- Lines that left in a parcel, and what is declared of the place they left from: whether it may ship this, there and so.
-- `permits` and `bars` are declarations that hold at that instant, `_min` surely for this line, `_max` perhaps.
-- `declared` counts the permissions of the place for anything at all.
-- key: order_id, parcel_id, line_id
-- optional: orders.ship_country, parcels.method, locations.country, locations.sku, locations.method, locations.valid_from, locations.valid_until
with gone as (
  select
    order_id,
    parcel_id,
    coalesce(line_id, '') as line_id,
    coalesce(location, '') as location,
    count_of(event = 'handed_over') as handovers,
    first_of(happened, event = 'handed_over') as left_at,
    min(method) as method,
    max(method) as other_method
  from parcels
  where location is not null and line_id is not null and event = 'handed_over'
  group by order_id, parcel_id, coalesce(line_id, ''), coalesce(location, '')
),
goods as (
  select order_id, line_id, min(sku) as sku, max(sku) as other_sku from lines group by order_id, line_id
),
destinations as (
  select order_id, min(ship_country) as country, max(ship_country) as other_country, count(ship_country) = count(*) as told
  from orders
  group by order_id
),
policy as (
  select
    location, country, sku, method, may_ship, certain,
    coalesce(valid_from, $epoch) as valid_from, coalesce(valid_until, $never) as valid_until
  from locations
),
matched as (
  select
    g.order_id,
    g.parcel_id,
    g.line_id,
    g.location,
    s.sku,
    case when d.told and d.country = d.other_country then d.country end as country,
    g.handovers_min,
    g.handovers_max,
    g.left_at_min,
    g.left_at_max,
    p.may_ship,
    p.certain
      and (p.country is null or coalesce(d.told and d.country = d.other_country and p.country = d.country, false))
      and (p.sku is null or coalesce(s.sku = s.other_sku and p.sku = s.sku, false))
      and (p.method is null or coalesce(g.method = g.other_method and p.method = g.method, false))
      and p.valid_from <= g.left_at_min and p.valid_until > g.left_at_max as surely,
    (p.country is null or coalesce(not d.told or p.country in (d.country, d.other_country), true))
      and (p.sku is null or coalesce(p.sku in (s.sku, s.other_sku), true))
      and (p.method is null or coalesce(p.method in (g.method, g.other_method), true))
      and p.valid_from <= g.left_at_max and p.valid_until > g.left_at_min as perhaps,
    p.certain as declared
  from gone as g
  left join goods as s on s.order_id = g.order_id and s.line_id = g.line_id
  left join destinations as d on d.order_id = g.order_id
  left join policy as p on p.location = g.location
)
select
  order_id,
  parcel_id,
  line_id,
  min(location) as location,
  min(sku) as sku,
  min(country) as country,
  min(handovers_min) as handovers_min,
  max(handovers_max) as handovers_max,
  min(left_at_min) as left_at_min,
  max(left_at_max) as left_at_max,
  count(distinct location) as places_min,
  count(distinct location) as places_max,
  count(*) filter (where may_ship and declared) as declared_min,
  count(*) filter (where may_ship) as declared_max,
  count(*) filter (where may_ship and surely) as permits_min,
  count(*) filter (where may_ship and perhaps) as permits_max,
  count(*) filter (where not may_ship and surely) as bars_min,
  count(*) filter (where not may_ship and perhaps) as bars_max
from matched
group by order_id, parcel_id, line_id
