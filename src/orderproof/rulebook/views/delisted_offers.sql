-- Units that were told to one channel, and the listings in force in all the time of which the level may speak.
-- `refused` ones say that the SKU could not be bought there, `offered` ones that at some instant it could.
-- key: sku, location, channel, source, row_id
-- optional: stock_levels.location, stock_levels.asked_at, listings.channel, listings.valid_from, listings.valid_until
with told as (
  select
    s.sku,
    coalesce(s.location, '') as location,
    s.channel,
    s.source,
    s.row_id,
    s.certain,
    s.available,
    coalesce(s.asked_at, s.happened_min) - p.staleness as true_from,
    greatest(s.happened_max, coalesce(s.asked_at, s.happened_max)) as true_until
  from stock_levels as s
  join profile_surfaces as p on p.surface = s.surface
  where s.channel is not null and s.available is not null
),
policy as (
  select
    sku, coalesce(channel, '') as channel, sellable, certain,
    coalesce(valid_from, $epoch) as valid_from, coalesce(valid_until, $never) as valid_until
  from listings
),
matched as (
  select
    t.sku,
    t.location,
    t.channel,
    t.source,
    t.row_id,
    t.certain,
    t.available,
    p.certain as listed,
    p.sellable,
    p.valid_from <= t.true_from and p.valid_until > t.true_until as throughout,
    p.valid_from <= t.true_until and p.valid_until > t.true_from as partly
  from told as t
  left join policy as p on p.sku = t.sku and p.channel in ('', t.channel)
)
select
  sku,
  location,
  channel,
  source,
  row_id,
  certain,
  available,
  count(*) filter (where listed and throughout and not sellable) as refused_min,
  count(*) filter (where throughout and not sellable) as refused_max,
  count(*) filter (where listed and partly and sellable) as offered_min,
  count(*) filter (where partly and sellable) as offered_max
from matched
group by sku, location, channel, source, row_id, certain, available
