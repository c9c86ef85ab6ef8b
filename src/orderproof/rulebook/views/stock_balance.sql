-- The lowest point of what lay on the shelf and of what was reserved, per SKU and location.
-- Only a cell whose first sign is that something came in is known from nothing: `opened_at` not after `used_at`. Signs
-- of earlier use are any other move, a level told that is not nothing, and the placing of an order that a move of the
-- cell names: a record that starts midway moves goods of older orders, and what it adds up to is not believed. Shipping
-- takes nothing from `reserved` here: in some systems it does, in others a release goes with it.
-- key: sku, location
-- optional: stock_levels, orders, stock_moves.order_id
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
),
served as (
  select sku, location, order_id, bool_or(certain) as certain
  from stock_moves
  where order_id is not null
  group by sku, location, order_id
),
orders_served as (
  select s.sku, s.location, s.certain and o.certain as certain, o.happened_min, o.happened_max
  from served as s
  join orders as o on o.order_id = s.order_id
),
ordered as (
  select sku, location, first_of(happened, true) as ordered_at from orders_served group by sku, location
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
  least(c.moved_at_min, coalesce(t.told_at_min, $as_of), coalesce(o.ordered_at_min, $as_of)) as used_at_min,
  least(c.moved_at_max, coalesce(t.told_at_max, $never), coalesce(o.ordered_at_max, $never)) as used_at_max,
  c.shelf_low as on_hand_lowest_min,
  c.shelf_high as on_hand_lowest_max,
  c.promised_low as reserved_lowest_min,
  c.promised_high as reserved_lowest_max
from cells as c
left join told as t on t.sku = c.sku and t.location = c.location
left join ordered as o on o.sku = c.sku and o.location = c.location
