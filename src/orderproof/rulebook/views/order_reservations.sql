-- What was reserved of a SKU for an order, and what was let go again.
-- `freed` is released, expired, or shipped by a move that names its reservation. `loose` moves name no order: any may
-- be this order's. `recorded_at`: since when moves of the SKU are recorded at all. `held_until`: what is held is held
-- at least up to now.
-- key: order_id, sku
-- optional: stock_moves.reservation_id
with named as (
  select
    order_id,
    sku,
    sum_of(quantity, kind = 'reserve') as reserved,
    sum_of(quantity, kind in ('release', 'expire')) as released,
    sum_of(quantity, kind = 'ship') as shipped,
    sum_of(
      quantity, kind in ('release', 'expire') or (kind = 'ship' and coalesce(reservation_id, '') <> '')
    ) as freed
  from stock_moves
  where order_id is not null
  group by order_id, sku
),
unnamed as (
  select
    sku,
    first_of(happened, true) as recorded_at,
    sum_of(quantity, kind = 'reserve' and order_id is null) as reserved,
    sum_of(quantity, kind in ('release', 'expire', 'ship') and order_id is null) as freed
  from stock_moves
  group by sku
),
placed as (
  select order_id, count_of(true) as orders, first_of(happened, true) as placed_at from orders group by order_id
)
select
  n.order_id,
  n.sku,
  n.reserved_min,
  n.reserved_max,
  n.released_min,
  n.released_max,
  n.shipped_min,
  n.shipped_max,
  n.freed_min,
  n.freed_max,
  0 as loose_reserved_min,
  u.reserved_max as loose_reserved_max,
  0 as loose_freed_min,
  u.freed_max as loose_freed_max,
  u.recorded_at_min,
  u.recorded_at_max,
  coalesce(p.orders_min, 0) as orders_min,
  coalesce(p.orders_max, 0) as orders_max,
  coalesce(p.placed_at_min, $as_of) as placed_at_min,
  coalesce(p.placed_at_max, $never) as placed_at_max,
  $as_of as held_until_min,
  $never as held_until_max
from named as n
join unnamed as u on u.sku = n.sku
left join placed as p on p.order_id = n.order_id
