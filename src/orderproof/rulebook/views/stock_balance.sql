-- The lowest point of what lay on the shelf and of what was reserved, per SKU and location.
-- Only a cell whose first sign is that something came in is known from nothing: `opened_at` not after `used_at`. A record that
-- starts midway has to open its cells with a `count` of what was there. Shipping takes nothing from `reserved` here: in some
-- systems it does, in others a release goes with it.
-- key: sku, location
-- optional: stock_levels
with deltas as (
  select
    sku,
    location,
    certain,
    happened_min,
    happened_max,
    kind in ('receive', 'count', 'transfer_in') and quantity >= 0 as opens,
    kind in ('reserve', 'release', 'expire') as books,
    case
      when kind in ('receive', 'restock', 'transfer_in', 'adjust', 'count') then quantity
      when kind in ('ship', 'transfer_out', 'scrap') then -quantity
      else 0
    end as shelf,
    case when kind = 'reserve' then quantity when kind in ('release', 'expire') then -quantity else 0 end as promised
  from stock_moves
),
running as (
  select
    *,
    sum(case when certain or shelf > 0 then shelf else 0 end) over as_high as shelf_high,
    sum(case when certain or shelf < 0 then shelf else 0 end) over as_low as shelf_low,
    sum(case when certain or promised > 0 then promised else 0 end) over as_high as promised_high,
    sum(case when certain or promised < 0 then promised else 0 end) over as_low as promised_low
  from deltas
  window
    as_high as (
      partition by sku, location order by case when shelf + promised > 0 then happened_min else happened_max end
    ),
    as_low as (
      partition by sku, location order by case when shelf + promised > 0 then happened_max else happened_min end
    )
),
cells as (
  select
    sku,
    location,
    count_of(opens) as openings,
    count_of(books) as bookings,
    first_of(happened, opens) as opened_at,
    first_of(happened, not opens) as moved_at,
    cast(min(shelf_high) as bigint) as shelf_high,
    cast(min(shelf_low) as bigint) as shelf_low,
    cast(min(promised_high) as bigint) as promised_high,
    cast(min(promised_low) as bigint) as promised_low
  from running
  group by sku, location
),
levels as (
  select
    sku,
    location,
    certain,
    coalesce(asked_at, happened_min) as happened_min,
    greatest(happened_max, coalesce(asked_at, happened_max)) as happened_max
  from stock_levels
  where on_hand <> 0
),
told as (
  select sku, location, first_of(happened, true) as told_at from levels group by sku, location
)
select
  c.sku,
  c.location,
  c.openings_min,
  c.openings_max,
  c.bookings_min,
  c.bookings_max,
  c.opened_at_min,
  c.opened_at_max,
  least(c.moved_at_min, coalesce(t.told_at_min, $as_of)) as used_at_min,
  least(c.moved_at_max, coalesce(t.told_at_max, $never)) as used_at_max,
  c.shelf_low as on_hand_lowest_min,
  c.shelf_high as on_hand_lowest_max,
  c.promised_low as reserved_lowest_min,
  c.promised_high as reserved_lowest_max
from cells as c
left join told as t on t.sku = c.sku and t.location = c.location
