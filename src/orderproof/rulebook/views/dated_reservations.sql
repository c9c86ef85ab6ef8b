-- Reservations that say until when they hold, for buyers who have not placed an order yet: an order keeps its goods.
-- `lapses_at` is the latest end that was told, `holds_until` the earliest. `freed_at`: when the first of it was let go,
-- by a move that names the reservation or perhaps by one that names none.
-- key: reservation_id, sku
-- optional: orders, stock_moves.order_id, stock_moves(release), stock_moves(expire), stock_moves(ship)
with named as (
  select
    reservation_id,
    sku,
    count_of(kind = 'reserve') as reservations,
    count_of(kind = 'reserve' and expires_at is not null) as dated,
    highest_of(expires_at, kind = 'reserve' and expires_at is not null) as lapses_at,
    lowest_of(expires_at, kind = 'reserve' and expires_at is not null) as holds_until,
    first_of(happened, kind in ('release', 'expire', 'ship')) as freed_at,
    count_of(kind = 'expire') as expiries,
    first_of(happened, kind = 'expire') as expired_at
  from stock_moves
  where reservation_id is not null
  group by reservation_id, sku
),
unnamed as (
  select sku, first_of(happened, kind in ('release', 'expire', 'ship')) as freed_at
  from stock_moves
  where reservation_id is null
  group by sku
),
owners as (
  select reservation_id, order_id from stock_moves where reservation_id is not null group by reservation_id, order_id
),
placed as (
  select order_id, count_of(true) as orders from orders group by order_id
),
owned as (
  select w.reservation_id, sum(p.orders_min) as orders_min, sum(p.orders_max) as orders_max
  from owners as w
  join placed as p on p.order_id = w.order_id
  group by w.reservation_id
)
select
  n.reservation_id,
  n.sku,
  n.reservations_min,
  n.reservations_max,
  n.dated_min,
  n.dated_max,
  n.lapses_at_min,
  n.lapses_at_max,
  n.holds_until_min,
  n.holds_until_max,
  n.expiries_min,
  n.expiries_max,
  n.expired_at_min,
  n.expired_at_max,
  least(n.freed_at_min, coalesce(u.freed_at_min, $as_of)) as freed_at_min,
  n.freed_at_max,
  cast(coalesce(o.orders_min, 0) as bigint) as orders_min,
  cast(coalesce(o.orders_max, 0) as bigint) as orders_max
from named as n
left join unnamed as u on u.sku = n.sku
left join owned as o on o.reservation_id = n.reservation_id
