-- Orders as a marketplace exports them beside the same orders here: how many pairs agree on currency, country, postcode
-- and service level, as far as both name them, and how many differ.
-- key: external_ref, channel
-- optional: orders.ship_country, orders.ship_postcode, orders.service_level, claimed_orders.ship_country, claimed_orders.ship_postcode, claimed_orders.service_level
with pairs as (
  select
    o.external_ref,
    o.order_id,
    c.source as channel,
    c.certain and o.certain as certain,
    case
      when c.currency <> o.currency then 'currency'
      when coalesce(c.ship_country <> o.ship_country, false) then 'country'
      when coalesce(
        lower(replace(c.ship_postcode, ' ', '')) <> lower(replace(o.ship_postcode, ' ', '')), false
      ) then 'postcode'
      when coalesce(c.service_level <> o.service_level, false) then 'service level'
    end as differing
  from orders as o
  join claimed_orders as c on coalesce(c.external_ref, c.order_id) = o.external_ref
  where c.source like 'marketplace:%' and o.external_ref is not null
)
select
  external_ref,
  channel,
  count(*) filter (where certain) as pairs_min,
  count(*) as pairs_max,
  count(*) filter (where certain and differing is not null) as differing_min,
  count(*) filter (where differing is not null) as differing_max,
  count(*) filter (where certain and differing is null) as agreeing_min,
  count(*) filter (where differing is null) as agreeing_max,
  min(order_id) as order_id,
  min(differing) as differing
from pairs
group by external_ref, channel
