-- Units of an order's SKU that left from a location, beside what was reserved there and everywhere for the order.
-- `brought` are units that may have been reserved there without naming the order, or moved there from where they were.
-- key: order_id, sku, location
-- optional: stock_moves(transfer_in), stock_moves(release)
with placed as (
  select
    order_id,
    sku,
    location,
    sum_of(quantity, kind = 'ship') as shipped,
    sum_of(quantity, kind = 'reserve') as reserved,
    first_of(happened, kind = 'ship') as shipped_at,
    first_of(happened, kind in ('release', 'expire')) as freed_at
  from stock_moves
  where order_id is not null
  group by order_id, sku, location
),
everywhere as (
  select
    order_id,
    sku,
    sum(shipped_min) as shipped_min,
    sum(shipped_max) as shipped_max,
    sum(reserved_min) as reserved_min,
    sum(reserved_max) as reserved_max,
    min(shipped_at_min) as shipped_at_min,
    min(shipped_at_max) as shipped_at_max,
    min(freed_at_min) as freed_at_min,
    min(freed_at_max) as freed_at_max
  from placed
  group by order_id, sku
),
arrived as (
  select
    sku, location, sum_of(quantity, kind = 'transfer_in' or (kind = 'reserve' and order_id is null)) as brought
  from stock_moves
  group by sku, location
)
select
  p.order_id,
  p.sku,
  p.location,
  p.shipped_min,
  p.shipped_max,
  p.reserved_min,
  p.reserved_max,
  0 as brought_min,
  a.brought_max,
  cast(e.shipped_min as bigint) as all_shipped_min,
  cast(e.shipped_max as bigint) as all_shipped_max,
  cast(e.reserved_min as bigint) as all_reserved_min,
  cast(e.reserved_max as bigint) as all_reserved_max,
  e.shipped_at_min as first_shipped_at_min,
  e.shipped_at_max as first_shipped_at_max,
  e.freed_at_min,
  e.freed_at_max
from placed as p
join everywhere as e on e.order_id = p.order_id and e.sku = p.sku
join arrived as a on a.sku = p.sku and a.location = p.location
