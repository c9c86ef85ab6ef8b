-- Orders that are said to come from a marketplace, how often its export has them, and the span that the export covers.
-- key: order_id
with imported as (
  select
    order_id,
    channel,
    external_ref,
    bool_or(certain) as certain,
    min(happened_min) as placed_at_min,
    max(happened_max) as placed_at_max
  from orders
  where channel like 'marketplace:%' and external_ref is not null
  group by order_id, channel, external_ref
),
exported as (
  select source as channel, coalesce(external_ref, order_id) as external_ref, count_of(true) as exports
  from claimed_orders
  group by source, coalesce(external_ref, order_id)
),
spans as (
  select source as channel, first_of(happened, true) as first_export_at, last_of(happened, true) as last_export_at
  from claimed_orders
  group by source
)
select
  i.order_id,
  i.channel,
  i.external_ref,
  i.certain,
  i.placed_at_min,
  i.placed_at_max,
  s.first_export_at_min,
  s.first_export_at_max,
  s.last_export_at_min,
  s.last_export_at_max,
  coalesce(e.exports_min, 0) as exports_min,
  coalesce(e.exports_max, 0) as exports_max
from imported as i
join spans as s on s.channel = i.channel
left join exported as e on e.channel = i.channel and e.external_ref = i.external_ref
