-- What was bought, and the listings in force at that instant.
-- `refused` ones say that it could not be bought on that channel, `offered` ones that it could. Parts of bundles and
-- free gifts are not bought for themselves and stay out.
-- key: order_id, line_id, sku
-- optional: lines.parent_line_id, lines.unit_price, orders.channel, listings.channel, listings.valid_from, listings.valid_until
with bought as (
  select order_id, line_id, sku, first_of(happened, quantity > 0) as bought_at
  from lines
  where parent_line_id is null and coalesce(unit_price, 1) <> 0
  group by order_id, line_id, sku
),
channels as (
  select
    order_id,
    case
      when bool_or(certain) and min(coalesce(channel, '')) = max(coalesce(channel, '')) then min(coalesce(channel, ''))
    end as channel
  from orders
  group by order_id
),
policy as (
  select
    sku, coalesce(channel, '') as channel, sellable, certain,
    coalesce(valid_from, $epoch) as valid_from, coalesce(valid_until, $never) as valid_until
  from listings
),
matched as (
  select
    b.order_id,
    b.line_id,
    b.sku,
    b.bought_at_min,
    b.bought_at_max,
    p.sellable,
    p.certain and (p.channel = '' or p.channel = c.channel)
      and p.valid_from <= b.bought_at_min and p.valid_until > b.bought_at_max as surely,
    (p.channel = '' or coalesce(c.channel, '') in ('', p.channel))
      and p.valid_from <= b.bought_at_max and p.valid_until > b.bought_at_min as maybe
  from bought as b
  left join channels as c on c.order_id = b.order_id
  left join policy as p on p.sku = b.sku
)
select
  order_id,
  line_id,
  sku,
  bought_at_min,
  bought_at_max,
  count(*) filter (where surely and not sellable) as refused_min,
  count(*) filter (where maybe and not sellable) as refused_max,
  count(*) filter (where surely and sellable) as offered_min,
  count(*) filter (where maybe and sellable) as offered_max
from matched
group by order_id, line_id, sku, bought_at_min, bought_at_max
