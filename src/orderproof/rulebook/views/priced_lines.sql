-- Units that were bought at a price, and the list prices of their SKU, currency and channel. `listed` prices were in
-- force at that instant; `fitting` ones are the price paid and were in force at some time between the placing and the
-- line (an edit may keep the price of the placing). Gifts and parts of bundles stay out.
-- key: order_id, line_id, row_id
-- branches: independent
with purchases as (
  select order_id, line_id, row_id, sku, quantity, unit_price, certain, happened_min, happened_max
  from lines
  where parent_line_id is null and quantity > 0 and unit_price > 0
  union all
  select
    order_id, line_id, row_id, sku, quantity, unit_price, certain, $epoch as happened_min, $as_of as happened_max
  from lines
  where quantity > 0 and unit_price > 0 and false
),
told as (
  select order_id, currency, coalesce(channel, '') as channel, certain, happened_min, happened_max from orders
  union all
  select order_id, currency, '' as channel, certain, $epoch as happened_min, $as_of as happened_max
  from orders
  where false
),
bought as (
  select
    order_id,
    min(currency) as currency,
    max(currency) as other_currency,
    min(channel) as channel,
    max(channel) as other_channel,
    min(happened_min) as placed_from,
    max(happened_max) as placed_until,
    bool_or(certain) as is_sure
  from told
  group by order_id
),
policy as (
  select
    sku, currency, price, coalesce(channel, '') as channel, certain,
    coalesce(valid_from, $epoch) as valid_from, coalesce(valid_until, $never) as valid_until
  from prices
  union all
  select sku, currency, price, '' as channel, certain, $epoch as valid_from, $never as valid_until from prices where false
),
matched as (
  select
    p.order_id,
    p.line_id,
    p.row_id,
    p.sku,
    p.quantity,
    p.unit_price,
    p.certain,
    b.currency,
    l.price,
    l.certain
      and b.is_sure
      and b.currency = b.other_currency
      and (l.channel = '' or (l.channel = b.channel and l.channel = b.other_channel)) as is_own,
    l.channel in ('', b.channel, b.other_channel) or b.channel = '' as may_be_own,
    l.valid_from <= p.happened_min and l.valid_until > p.happened_max as is_in_force,
    l.valid_from <= p.happened_min and l.valid_until > least(b.placed_until, p.happened_max) as was_in_force,
    l.valid_from <= greatest(b.placed_until, p.happened_max)
      and l.valid_until > least(b.placed_from, p.happened_min) as may_have_been_in_force
  from purchases as p
  join bought as b on b.order_id = p.order_id
  join policy as l on l.sku = p.sku and l.currency in (b.currency, b.other_currency)
)
select
  order_id,
  line_id,
  row_id,
  sku,
  quantity,
  unit_price,
  currency,
  bool_and(certain) as certain,
  count(*) filter (where is_own and is_in_force) as listed_min,
  count(*) filter (where may_be_own and may_have_been_in_force) as listed_max,
  count(*) filter (where is_own and was_in_force and price = unit_price) as fitting_min,
  count(*) filter (where may_be_own and may_have_been_in_force and price = unit_price) as fitting_max,
  max(price) filter (where may_be_own and may_have_been_in_force) as dearest_price,
  min(price) filter (where may_be_own and may_have_been_in_force) as cheapest_price
from matched
group by order_id, line_id, row_id, sku, quantity, unit_price, currency
