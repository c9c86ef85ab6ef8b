-- Orders that a marketplace exports, by its own name for them, and the orders here that bear that name. `unnamed` orders
-- of the marketplace bear none: any may be this one. `called_off`: the marketplace, or we, say that nothing came of it.
-- key: external_ref, channel
-- optional: statuses
with exported as (
  select
    coalesce(external_ref, order_id) as external_ref,
    source as channel,
    min(order_id) as marketplace_order,
    count_of(true) as exports,
    last_of(happened, true) as exported_at
  from claimed_orders
  where source like 'marketplace:%'
  group by coalesce(external_ref, order_id), source
),
imported as (
  select external_ref, count_of(true) as imports from orders where external_ref is not null group by external_ref
),
nameless as (
  select channel, count_of(true) as unnamed
  from orders
  where external_ref is null and channel like 'marketplace:%'
  group by channel
),
over as (
  select order_id, count_of(canonical in ('cancelled', 'expired', 'failed', 'declined')) as called_off
  from statuses
  where object_type = 'order'
  group by order_id
)
select
  e.external_ref,
  e.channel,
  e.marketplace_order,
  e.exports_min,
  e.exports_max,
  e.exported_at_min,
  e.exported_at_max,
  coalesce(i.imports_min, 0) as imports_min,
  coalesce(i.imports_max, 0) as imports_max,
  0 as unnamed_min,
  coalesce(n.unnamed_max, 0) as unnamed_max,
  coalesce(o.called_off_min, 0) as called_off_min,
  coalesce(o.called_off_max, 0) as called_off_max
from exported as e
left join imported as i on i.external_ref = e.external_ref
left join nameless as n on n.channel = e.channel
left join over as o on o.order_id = e.marketplace_order
