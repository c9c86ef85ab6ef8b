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
    min(coalesce(location, '')) as location,
    max(coalesce(location, '')) as other_location,
    count_of(event = 'handed_over') as handovers,
    first_of(happened, event = 'handed_over') as left_at,
    min(location) filter (where certain) as sure_location,
    max(location) filter (where certain) as other_sure_location,
    min(method) as method,
    max(method) as other_method,
    count(method) = count(*) as method_told
  from parcels
  where location is not null and line_id is not null and event = 'handed_over'
  group by order_id, parcel_id, coalesce(line_id, '')
),
goods as (
  select order_id, line_id, min(sku) as sku, max(sku) as other_sku, bool_or(certain) as is_sure
  from lines
  group by order_id, line_id
),
destinations as (
  select order_id, min(ship_country) as country, max(ship_country) as other_country,
    bool_or(certain) and count(ship_country) = count(*) as told
  from orders
  group by order_id
),
sent as (
  select
    g.*,
    s.sku,
    s.other_sku,
    coalesce(s.is_sure, false) as sku_told,
    d.country,
    d.other_country,
    coalesce(d.told, false) as told
  from gone as g
  left join goods as s on s.order_id = g.order_id and s.line_id = g.line_id
  left join destinations as d on d.order_id = g.order_id
),
policy as (
  select
    location, country, sku, method, may_ship, certain,
    coalesce(valid_from, $epoch) as valid_from, coalesce(valid_until, $never) as valid_until
  from locations
),
-- declarations for any goods, for these goods, and for some goods where nobody says which these are
paired as (
  select s.*, p.country as to_country, p.sku as of_sku, p.method as by_method, p.may_ship, p.certain, p.valid_from, p.valid_until
  from sent as s
  join policy as p on p.location = s.location
  where p.sku is null
  union all
  select s.*, p.country as to_country, p.sku as of_sku, p.method as by_method, p.may_ship, p.certain, p.valid_from, p.valid_until
  from sent as s
  join policy as p on p.location = s.location and p.sku = s.sku
  union all
  select s.*, p.country as to_country, p.sku as of_sku, p.method as by_method, p.may_ship, p.certain, p.valid_from, p.valid_until
  from sent as s
  join policy as p on p.location = s.location and p.sku = s.other_sku
  where s.other_sku <> s.sku
  union all
  select s.*, p.country as to_country, p.sku as of_sku, p.method as by_method, p.may_ship, p.certain, p.valid_from, p.valid_until
  from sent as s
  join policy as p on p.location = s.location
  where s.sku is null and p.sku is not null
),
weighed as (
  select
    order_id,
    parcel_id,
    line_id,
    may_ship,
    certain
      and (to_country is null or coalesce(told and country = other_country and to_country = country, false))
      and (of_sku is null or coalesce(sku_told and sku = other_sku and of_sku = sku, false))
      and (by_method is null or coalesce(method_told and method = other_method and by_method = method, false))
      and valid_from <= left_at_min and valid_until > left_at_max as surely,
    (to_country is null or coalesce(not told or to_country in (country, other_country), true))
      and (by_method is null or coalesce(not method_told or by_method in (method, other_method), true))
      and valid_from <= left_at_max and valid_until > left_at_min as perhaps
  from paired
),
counted as (
  select
    order_id,
    parcel_id,
    line_id,
    count(*) filter (where may_ship and surely) as permits_min,
    count(*) filter (where may_ship and perhaps) as permits_max,
    count(*) filter (where not may_ship and surely) as bars_min,
    count(*) filter (where not may_ship and perhaps) as bars_max
  from weighed
  group by order_id, parcel_id, line_id
),
declared as (
  select location, count_of(may_ship) as declared from locations group by location
)
select
  s.order_id,
  s.parcel_id,
  s.line_id,
  s.location,
  s.sku,
  case when s.told and s.country = s.other_country then s.country end as country,
  s.handovers_min,
  s.handovers_max,
  s.left_at_min,
  s.left_at_max,
  case when coalesce(s.sure_location = s.other_sure_location, true) then 1 else 2 end as places_min,
  case when s.location = s.other_location then 1 else 2 end as places_max,
  coalesce(d.declared_min, 0) as declared_min,
  coalesce(d.declared_max, 0) as declared_max,
  coalesce(c.permits_min, 0) as permits_min,
  coalesce(c.permits_max, 0) as permits_max,
  coalesce(c.bars_min, 0) as bars_min,
  coalesce(c.bars_max, 0) as bars_max
from sent as s
left join counted as c on c.order_id = s.order_id and c.parcel_id = s.parcel_id and c.line_id = s.line_id
left join declared as d on d.location = s.location
